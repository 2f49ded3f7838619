import type { Operation } from '../../operation.ts';
import { PUSH_LOST, PUSHED_SCRIPT } from '../inside/scripts.ts';
import { INSIDE } from '../paths.ts';
import { directoryOperation, inside, pushOperation } from './inside.ts';
import type { GuestInput } from './types.ts';

/** A file that goes into the guest for the time of a script. */
export interface PushedFile {
  readonly source: string;
  readonly destination: string;
  /** Hex SHA-256 of the content. */
  readonly hash: string;
  readonly mode: string;
}

/** A script of the site that runs inside the guest. */
export interface PushedScript {
  /** Id of its operation: `application`, `feature docker`. */
  readonly id: string;
  /** What a person calls it: `application script app.sh`. */
  readonly title: string;
  /** Name of the script among the files. */
  readonly name: string;
  readonly record: string;
  readonly hash: string;
  /** The script itself and what lies beside it while it runs. */
  readonly files: readonly PushedFile[];
  /** Seconds. */
  readonly deadline: number;
}

/** Where a file lies in the guest when its destination is only a name, or a path of the host. */
export function besideScript(path: string): string {
  return `${INSIDE.run}/${path.split('/').at(-1)}`;
}

/**
 * Pushes a script with its files into the guest, runs it there with the guest's id as argument,
 * remembers that it succeeded, and removes the files in either case.
 */
export function pushedScriptOperations(input: GuestInput, script: PushedScript): Operation[] {
  const { door, guest } = input;
  const { id, title, name, record, hash, files, deadline } = script;
  return [
    directoryOperation(input, INSIDE.run, {
      id: `${id} directory`,
      doing: `prepare ${title} in ${guest.id}`,
      cause: `place for ${title}`,
      effect: 'change',
    }),
    ...files.map((file) => pushOperation(input, file)),
    {
      id,
      doing: `run ${title} in ${guest.id}`,
      cause: title,
      ...inside(
        input,
        PUSHED_SCRIPT,
        record,
        hash,
        `${guest.id}`,
        name,
        ...files.flatMap((file) => [file.destination, file.hash]),
      ),
      effect: 'change',
      deadline,
      waitsFor: `${title} in ${guest.id}`,
      exits: {
        [PUSH_LOST]: `${door.program} push to ${guest.id} exited 0 but a file is not in the guest as it was sent`,
      },
    },
  ];
}
