import type { Host } from '@phoenix/shared-runtime';
import {
  type HostFacts,
  INSIDE,
  LIST_RECORDS,
  parseRecords,
  recordedHash,
} from '@phoenix/shared-runtime/guests';
import { type GuestConf, parseProperties, volumeDirectory } from '@phoenix/shared-runtime/pve';

/** Bytes of one record that are looked at: what a guest writes is not trusted to be short. */
const RECORD_LIMIT = 4096;

/**
 * What a container remembers of its provisioning (record name -> hash), in the cheapest way
 * there is: straight from the files of its root volume where the host sees them, else, while it
 * runs, through the root of its init process, else by asking it. Undefined when none works.
 */
export async function readMemory(
  host: Host,
  facts: Pick<HostFacts, 'storages'>,
  { id }: { readonly id: number },
  conf: GuestConf,
  running: boolean,
): Promise<ReadonlyMap<string, string> | undefined> {
  const root = rootDirectory(host, facts, id, conf, running);
  if (root !== undefined) return fromDirectory(host, root);
  return running ? await fromGuest(host, id) : undefined;
}

function rootDirectory(
  host: Host,
  facts: Pick<HostFacts, 'storages'>,
  id: number,
  conf: GuestConf,
  running: boolean,
): string | undefined {
  const volume = parseProperties(conf.main.keys.get('rootfs') ?? '')[''] ?? '';
  const [storageId = '', name = ''] = splitOnce(volume, ':');
  const storage = facts.storages.get(storageId);
  const directory = storage && volumeDirectory(storage, name);
  if (directory !== undefined && host.info(`${directory}/etc`)?.kind === 'directory')
    return directory;
  return running ? initRoot(host, id) : undefined;
}

/** Root of the container's init process, found through its control group. */
function initRoot(host: Host, id: number): string | undefined {
  for (const group of ['ns/init.scope', 'ns', 'init.scope', '']) {
    const pids = host.read(`/sys/fs/cgroup/lxc/${id}/${group}/cgroup.procs`);
    const pid = pids?.split('\n')[0]?.trim();
    if (pid !== undefined && /^\d+$/.test(pid)) return `/proc/${pid}/root`;
  }
  return undefined;
}

function fromDirectory(host: Host, root: string): ReadonlyMap<string, string> {
  const texts = host.filesBelow(root, INSIDE.memory, RECORD_LIMIT);
  const records = [...texts].flatMap(([name, text]) => {
    const hash = recordedHash(text);
    return hash === undefined ? [] : [[name, hash] as const];
  });
  return new Map(records);
}

async function fromGuest(host: Host, id: number): Promise<ReadonlyMap<string, string> | undefined> {
  const argv = ['lxc-attach', '-n', `${id}`, '--clear-env', '--', 'sh', '-c', LIST_RECORDS];
  const result = await host.query(argv, { timeout: 10 });
  return result.exit === 0 ? parseRecords(result.stdout) : undefined;
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}
