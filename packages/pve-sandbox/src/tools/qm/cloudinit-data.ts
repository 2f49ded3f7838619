import { createHash } from 'node:crypto';
import type { CloudInitData } from '../../state/cloud-init-drive.ts';
import { readText } from '../../state/files.ts';
import { Refusal } from '../../state/refusal.ts';
import { enabledStorage } from '../../state/storage-cfg.ts';
import { parseVolname, splitVolid, volume } from '../../state/volume-ids.ts';
import { volumePath } from '../../state/volume-paths.ts';
import { networkData } from './cloudinit-network.ts';
import { userData } from './cloudinit-user.ts';

type Values = ReadonlyMap<string, string>;

/** Metadata of generated contents: another content is another instance. */
export const metaData = (user: string, network: string): string =>
  `instance-id: ${createHash('sha1').update(`${user}${network}`).digest('hex')}\n`;

/** What Proxmox puts on a machine's drive. @throws Refusal when a snippet is not there */
export function cloudInitData(id: number, values: Values): CloudInitData {
  const parts = snippetNames(values);
  const network = snippet(parts, 'network') ?? networkData(values);
  const user = snippet(parts, 'user') ?? userData(id, values);
  const meta = snippet(parts, 'meta') ?? metaData(user, network);
  const vendor = snippet(parts, 'vendor') ?? '';
  const bytes = [network, user, meta, vendor].reduce(
    (sum, text) => sum + Buffer.byteLength(text),
    0,
  );
  if (bytes > 3 * 2 ** 20) throw new Refusal('Cloud-Init sum of snippets too big (> 3 MiB)');
  return { user, network, meta, vendor };
}

/** `cicustom`: which part is replaced by which snippet. */
function snippetNames(values: Values): Map<string, string> {
  const parts = (values.get('cicustom') ?? '').split(',').filter((part) => part.includes('='));
  return new Map(
    parts.map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]),
  );
}

function snippet(parts: ReadonlyMap<string, string>, part: string): string | undefined {
  const volid = parts.get(part);
  if (volid === undefined) return undefined;
  const { storeId, name } = splitVolid(volid);
  if (parseVolname(enabledStorage(storeId), name).type !== 'snippets') {
    throw new Refusal(`${volid} is not in the snippets directory`);
  }
  const text = readText(volumePath(volume(volid)));
  if (text === undefined) throw new Refusal(`volume '${volid}' does not exist`);
  return text;
}
