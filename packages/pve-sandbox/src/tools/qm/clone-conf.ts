import { randomUUID } from 'node:crypto';
import { emptyVmConf, type VmConf, type VmSection } from '../../state/vm-conf.ts';
import { drives, isCdrom, isCloudInit, isVolume } from '../../state/vm-drives.ts';
import type { Params } from '../cli/arguments.ts';
import { storedVmNet } from './net.ts';

const notCloned = /^(?:lock|parent|snaptime|vmstate|running.*|template|unused\d+)$/;

/** The conf of a clone without its disks: the source's, with addresses and ids of its own. */
export function cloneConf(source: VmSection, params: Params): VmConf {
  const conf = emptyVmConf();
  const copied = new Set(
    drives(source.values)
      .filter((drive) => isVolume(drive) && (!isCdrom(drive) || isCloudInit(drive)))
      .map(({ key }) => key),
  );
  for (const [key, value] of source.values) {
    if (notCloned.test(key) || copied.has(key)) continue;
    conf.values.set(key, /^net\d+$/.test(key) ? storedVmNet(value, true) : value);
  }
  const { values } = conf;
  values.set('lock', 'clone');
  values.set('smbios1', withUuid(values.get('smbios1') ?? ''));
  if (values.has('vmgenid')) values.set('vmgenid', randomUUID());
  const named = source.values.get('name') ?? params.get('vmid') ?? '';
  values.set('name', params.get('name') ?? `Copy-of-VM-${named}`);
  const description = params.get('description') ?? source.description;
  if (description !== undefined) conf.description = description;
  return conf;
}

/** `smbios1` with another id; what else it says stays. */
function withUuid(text: string): string {
  const others = text.split(',').filter((part) => part !== '' && !part.startsWith('uuid='));
  return [...others, `uuid=${randomUUID()}`].sort().join(',');
}
