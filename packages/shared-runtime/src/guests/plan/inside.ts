import type { Operation, RunOperation } from '../../operation.ts';
import { FRESH_DIRECTORY } from '../inside/scripts.ts';
import type { INSIDE } from '../paths.ts';
import { DEADLINES } from './deadlines.ts';
import type { GuestInput } from './types.ts';

/** Command and input of an operation that runs a script in the guest; see inside/scripts.ts. */
export function inside(
  { door, guest }: Pick<GuestInput, 'door' | 'guest'>,
  script: string,
  ...args: string[]
): Pick<RunOperation, 'run' | 'input'> {
  return { run: door.exec(guest.id, 'sh', '-s', '--', ...args), input: script };
}

/** One file into the guest; whether it arrived is checked by what uses it. */
export function pushOperation(
  { door, guest }: Pick<GuestInput, 'door' | 'guest'>,
  file: { source: string; destination: string; mode: string },
): Operation {
  return {
    id: `push ${file.destination.split('/').at(-1)}`,
    doing: `push ${file.source} to ${guest.id}`,
    cause: `${file.source} into the guest`,
    run: door.push(guest.id, file.source, file.destination, file.mode),
    effect: 'change',
    deadline: DEADLINES.push,
    retryLocks: true,
  };
}

/** The private directory in the guest for pushed files, with nothing in it. */
export function directoryOperation(
  input: Pick<GuestInput, 'door' | 'guest'>,
  directory: (typeof INSIDE)['run' | 'testRun'],
  told: Pick<RunOperation, 'id' | 'doing' | 'cause' | 'effect'>,
): Operation {
  return {
    ...told,
    ...inside(input, FRESH_DIRECTORY, directory),
    deadline: DEADLINES.push,
  };
}
