import { EXIT } from '../exit-codes.ts';
import { errorCode } from '../host/system-error.ts';

/**
 * Looks after both text streams of this process. A reader that went away ends nothing that is under
 * way. A result that could not be written (a full disk) is told, and turns success into failure.
 */
export function watchStreams(program: string): void {
  const { stdout, stderr } = process;
  stderr.on('error', () => {});
  let lost = false;
  stdout.on('error', (error) => {
    const code = errorCode(error);
    if (lost || code === 'EPIPE' || code === 'EIO') return;
    lost = true;
    const reason = code === 'ENOSPC' ? 'no space left on the device' : error.message;
    stderr.write(`error: ${program} could not write its result: ${reason}\n`);
    process.on('exit', (status) => {
      if (status === EXIT.done) process.exitCode = EXIT.failed;
    });
  });
}
