import { messageOf, Refusal } from '../../state/refusal.ts';
import type { Volume } from '../../state/volume-ids.ts';
import { volumePath } from '../../state/volume-paths.ts';
import { Interrupted } from '../job/phases.ts';

/** Runs the copying of a disk; its failure is that of the program which copies. @throws Refusal */
export async function copying(
  path: string,
  format: string,
  to: Volume,
  copy: () => Promise<void>,
): Promise<void> {
  try {
    await copy();
  } catch (error) {
    const program = `/usr/bin/qemu-img convert -p -n -f ${format} -O ${to.format} ${path} zeroinit:${volumePath(to)}`;
    const why = error instanceof Interrupted ? 'interrupted by signal' : messageOf(error);
    throw new Refusal(`copy failed: command '${program}' failed: ${why}`);
  }
}
