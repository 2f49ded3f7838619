import { firstDrive } from '../../state/vm-drives.ts';

/** A boot order as it is stored; nothing for an empty one. */
export const bootText = (devices: readonly string[]): string =>
  devices.length === 0 ? '' : `order=${devices.join(';')}`;

/** The boot order of a machine for which none is given: first disk, first CD, first network card. */
export function defaultBoot(values: ReadonlyMap<string, string>): string {
  const net = Array.from({ length: 32 }, (_, n) => `net${n}`).find((key) => values.has(key));
  const devices = [firstDrive(values, 'disk')?.key, firstDrive(values, 'cdrom')?.key, net];
  return bootText(devices.filter((device) => device !== undefined));
}
