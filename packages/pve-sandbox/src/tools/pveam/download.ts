import { createHash } from 'node:crypto';
import { mkdirSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';
import { noteChange } from '../../record/note.ts';
import { appliances } from '../../state/appliances.ts';
import { exists, writeText } from '../../state/files.ts';
import { hostPath, sandboxState } from '../../state/paths.ts';
import { Refusal } from '../../state/refusal.ts';
import { contentTypes, enabledStorage } from '../../state/storage-cfg.ts';
import { out } from '../../state/talk.ts';
import {
  type Placeholder,
  placeholderText,
  readPlaceholder,
  systemOfName,
} from '../../state/templates.ts';
import { contentDir } from '../../state/volume-paths.ts';
import { parameterRefusal } from '../cli/arguments.ts';
import type { Handler } from '../cli/dispatch.ts';
import { runJob } from '../job/job.ts';
import { enter } from '../job/phases.ts';

/** `pveam download`: exits 0 whatever became of it. What arrives is a placeholder. */
export const download: Handler = async ({ params }, { usage, exitReflectsTask }) => {
  const file = params.get('template') ?? '';
  const found = appliances().find((each) => each.file === file);
  if (found === undefined) throw parameterRefusal([['template', 'no such template']], usage, 2);
  const store = enabledStorage(params.get('storage') ?? '');
  if (!contentTypes(store).includes('vztmpl')) {
    throw new Refusal(`storage '${store.id}' does not support templates`);
  }
  const path = `${contentDir(store, 'vztmpl')}/${file}`;
  const url = `http://download.proxmox.com/images/${found.section}/${file}`;
  const job = { type: 'download', id: file, exitReflectsTask: exitReflectsTask ?? false };
  return await runJob(job, async () => {
    out(`downloading ${url} to ${path}\n`);
    if (exists(path)) {
      out(
        'calculating checksum of existing file...OK, got correct file already, no need to download\n',
      );
      return;
    }
    await enter('downloading', 5);
    const arrived = fetchTemplate(found.section, file);
    if (arrived.damaged) {
      out('calculating checksum...\n');
      const [got, wanted] = [arrived, systemOfName(file)].map((each) =>
        sha512(placeholderText(each)),
      );
      throw new Refusal(`checksum mismatch: got '${got}' != expect '${wanted}'`);
    }
    noteChange();
    mkdirSync(dirname(hostPath(path)), { recursive: true });
    writeText(path, placeholderText(arrived));
    truncateSync(hostPath(path), usualSize);
    out('calculating checksum...OK, checksum verified\n');
    out(`download of '${url}' to '${path}' finished\n`);
  });
};

/** Bytes of a small system's template. */
const usualSize = 55_459_194;

const sha512 = (text: string): string => createHash('sha512').update(text).digest('hex');

/**
 * What the download server sends: whatever the index names, or, where the sandbox has a directory
 * of what is on that server, only that.
 */
function fetchTemplate(section: string, file: string): Placeholder {
  const server = `${sandboxState}/downloads/${section}`;
  if (!exists(`${sandboxState}/downloads`)) return systemOfName(file);
  if (!exists(`${server}/${file}`)) throw new Refusal('download failed: exit code 8');
  return readPlaceholder(`${server}/${file}`) ?? systemOfName(file);
}
