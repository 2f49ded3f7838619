import { applyFault } from '../record/apply-fault.ts';

/**
 * Called by a stand-in inside a guest while there are faults: `__guest-fault ID PROGRAM ARGS...`.
 * Prints the exit code that the program is to end with; nothing when it goes on.
 */
export async function guestFault(args: readonly string[]): Promise<number> {
  const [id = '', ...words] = args;
  const code = await applyFault([`guest:${id}`, ...words]);
  if (code !== undefined) process.stdout.write(`${code}\n`);
  return 0;
}
