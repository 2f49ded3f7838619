import type { VerbContext } from '@phoenix/shared-runtime/frame';

/** Serial numbers of the disks whose content may be destroyed, as the command line names them. */
export async function serialsToWipe({ flags }: VerbContext): Promise<readonly string[]> {
  const given = flags.own['wipe-disks'];
  if (given === undefined) return [];
  return given.split(',').map((serial) => serial.trim());
}
