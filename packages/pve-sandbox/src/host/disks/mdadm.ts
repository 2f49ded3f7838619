import { out } from '../../state/talk.ts';
import { answering } from '../answering.ts';
import { Failure } from '../failure.ts';
import { type BlockDevice, contentOf, devicePath, devices } from './device.ts';
import { deviceAt } from './nodes.ts';

/** mdadm: `--examine` of members and `--detail` of arrays, each alone or with `--scan`. */
export const mdadm = answering((args) => {
  const has = (...names: string[]) => args.some((word) => names.includes(word));
  const words = args.filter((word) => !word.startsWith('-'));
  const all = devices();
  if (has('--examine', '-E')) {
    return has('--scan', '-s') ? scanMembers(all) : each(words, all, examine);
  }
  if (has('--detail', '-D')) {
    return has('--scan', '-s') ? scanArrays(all) : each(words, all, detail);
  }
  throw new Failure('mdadm: An option must be given to set the mode before a second device', 2);
});

const memberOf = (device: BlockDevice | undefined) =>
  device === undefined
    ? undefined
    : device.signatures.find(({ type }) => type === 'linux_raid_member');

function each(
  words: readonly string[],
  all: readonly BlockDevice[],
  tell: (path: string, device: BlockDevice, all: readonly BlockDevice[]) => void,
): number {
  if (words.length === 0) throw new Failure('mdadm: No devices given.', 2);
  for (const path of words) {
    const device = deviceAt(path, all);
    if (device === undefined) {
      throw new Failure(`mdadm: cannot open ${path}: No such file or directory`);
    }
    tell(path, device, all);
  }
  return 0;
}

function examine(path: string, device: BlockDevice): void {
  const member = memberOf(device);
  if (member === undefined) throw new Failure(`mdadm: No md superblock detected on ${path}.`);
  const name = member.label ?? 'pve:0';
  out(
    `${path}:\n          Magic : a92b4efc\n        Version : 1.2\n     Array UUID : ${member.uuid}\n` +
      `           Name : ${name}\n     Raid Level : raid1\n   Raid Devices : 2\n          State : clean\n`,
  );
}

function detail(path: string, device: BlockDevice, all: readonly BlockDevice[]): void {
  if (device.kind !== 'raid1') {
    throw new Failure(`mdadm: ${path} does not appear to be an md device`);
  }
  const below = all.find(({ name }) => name === device.parent);
  out(
    `${path}:\n           Version : 1.2\n        Raid Level : raid1\n             State : clean\n` +
      `              UUID : ${memberOf(below)?.uuid ?? ''}\n\n       0       8       16        0      active sync   ${below === undefined ? '' : devicePath(below)}\n`,
  );
}

function scanMembers(all: readonly BlockDevice[]): number {
  const members = all.flatMap((one) => (memberOf(one) === undefined ? [] : (contentOf(one) ?? [])));
  const arrays = new Map(members.map((one) => [one.uuid, one.label ?? 'pve:0']));
  for (const [uuid, name] of arrays) {
    out(`ARRAY /dev/md/${name.split(':').at(-1)}  metadata=1.2 UUID=${uuid} name=${name}\n`);
  }
  return 0;
}

function scanArrays(all: readonly BlockDevice[]): number {
  for (const array of all.filter(({ kind }) => kind === 'raid1')) {
    const member = memberOf(all.find(({ name }) => name === array.parent));
    out(
      `ARRAY /dev/${array.name} metadata=1.2 UUID=${member?.uuid ?? ''} name=${member?.label ?? 'pve:0'}\n`,
    );
  }
  return 0;
}
