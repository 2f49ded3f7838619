import { Refusal } from '../../state/refusal.ts';
import { out } from '../../state/talk.ts';
import { drives, isVolume } from '../../state/vm-drives.ts';
import { loadVm } from '../../state/vms.ts';
import { volume } from '../../state/volume-ids.ts';
import { volumePath } from '../../state/volume-paths.ts';
import type { Handler } from '../cli/dispatch.ts';
import { memoryBytes, processors } from './vm-figures.ts';

/** `qm showcmd`: QEMU's command line as far as the settings show in it. */
export const showcmd: Handler = ({ params }) => {
  const id = Number(params.get('vmid'));
  const conf = loadVm(id);
  const snapshot = params.get('snapshot');
  const section = snapshot === undefined ? conf : conf.snapshots.get(snapshot);
  if (section === undefined) throw new Refusal(`snapshot '${snapshot}' does not exist`);
  const { values } = section;
  const name = values.get('name') ?? `vm${id}`;
  const words = [
    '/usr/bin/kvm',
    `-id ${id}`,
    `-name '${name},debug-threads=on'`,
    `-smp '${processors(values)},sockets=${values.get('sockets') ?? 1},cores=${values.get('cores') ?? 1}'`,
    `-cpu ${(values.get('cpu') ?? 'kvm64').split(',')[0]}`,
    `-m ${memoryBytes(values) / 2 ** 20}`,
    ...drives(values)
      .filter(isVolume)
      .map(({ key, file }) => `-drive 'file=${volumePath(volume(file))},if=none,id=drive-${key}'`),
    ...[...values.keys()]
      .filter((key) => /^net\d+$/.test(key))
      .sort()
      .map((key) => `-netdev 'type=tap,id=${key},ifname=tap${id}i${key.slice(3)}'`),
    values.get('args') ?? '',
  ].filter((word) => word !== '');
  out(`${words.join(params.get('pretty') === '1' ? ' \\\n  ' : ' ')}\n`);
};
