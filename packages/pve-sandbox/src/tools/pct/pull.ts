import { copyFileSync, statSync, writeFileSync } from 'node:fs';
import { hostPath } from '../../state/paths.ts';
import { Refusal } from '../../state/refusal.ts';
import { isRunning } from '../../state/running.ts';
import type { Params } from '../cli/arguments.ts';
import type { Handler } from '../cli/dispatch.ts';
import { runJob } from '../job/job.ts';
import { fileMode, giveTo, guestFile, ownerId } from './file-transfer.ts';
import { guestView } from './guest-view.ts';

/** `pct pull`: exits 0 whatever became of the file; a failed one leaves an empty file behind. */
export const pull: Handler = async ({ params }, { exitReflectsTask }) => {
  const id = Number(params.get('vmid'));
  if (!isRunning(id)) {
    throw new Refusal(
      'can only pull files from a running VM at /usr/share/perl5/PVE/CLI/pct.pm line 664.',
    );
  }
  const job = { type: 'pull', id: `${id}`, exitReflectsTask: exitReflectsTask ?? false };
  return await runJob(job, async () => copyOut(id, params));
};

function copyOut(id: number, params: Params): void {
  const { tree, mounts } = guestView(id);
  const path = params.get('path') ?? '';
  const destination = params.get('destination') ?? '';
  const mode = fileMode(params);
  const uid = ownerId(params.get('user'), 'uid', '/etc/passwd');
  const gid = ownerId(params.get('group'), 'gid', '/etc/group');
  const target = hostPath(destination);
  try {
    writeFileSync(target, '');
  } catch {
    throw new Refusal(`failed to open ${destination} for writing: No such file or directory`);
  }
  const source = guestFile(tree, path, mounts);
  if (!statSync(source, { throwIfNoEntry: false })?.isFile()) {
    throw new Refusal(`failed to open ${path}: No such file or directory`);
  }
  copyFileSync(source, target);
  giveTo(target, mode, uid, gid);
}
