import type { Host } from '../host/host.ts';
import { errorObject, explained, printError } from './errors-out.ts';
import type { Output } from './output.ts';

/**
 * Looks after what is thrown where nobody waits for it, in a callback: told as a defect with its report,
 * as any other, and never as a trace on the terminal. The process ends.
 */
export function tellDefects(
  program: string,
  argv: readonly string[],
  host: Host,
  out: Output,
): void {
  process.on('uncaughtException', (error) => {
    const told = explained(error, program, argv, () => undefined, host);
    printError(errorObject(told), out);
    process.exit(told.exit);
  });
}
