import type { Hold } from '../../holds.ts';
import type { Expectation, Operation, RunOperation } from '../../operation.ts';
import { DEADLINES } from './deadlines.ts';
import type { GuestInput } from './types.ts';
import type { SourceState } from './ways.ts';

/** What a command that makes a guest is given, and what the conf file has to say afterwards. */
export interface Definition {
  /** The words after the id of the guest. */
  readonly words: readonly string[];
  /** Settings with the values to be read back; null: absent. */
  readonly expected: readonly (readonly [key: string, value: string | null])[];
}

/** Makes a guest from something that is called `what` and named `name`: `template`, `image`. */
export function createOperation(
  input: GuestInput,
  { what, name }: { readonly what: string; readonly name: string },
  definition: Definition,
): Operation {
  const { guest, kind } = input;
  return {
    id: 'create',
    doing: `create ${guest.id} from ${name}`,
    cause: `no ${kind.word} ${guest.id}; from ${what} ${name}`,
    run: [kind.tool, 'create', `${guest.id}`, ...definition.words],
    deadline: guest.timeouts.create ?? DEADLINES.create,
    defines: {},
    holds: [storageHold(input)],
    ...common(input, definition),
  };
}

/** Makes a guest from another; `how` it comes of it: `from`, `linked to`. */
export function cloneOperation(
  input: GuestInput,
  { guest: source, snapshot }: Pick<SourceState, 'guest' | 'snapshot'>,
  definition: Definition,
  how = 'from',
): Operation {
  const { guest, kind } = input;
  const at = snapshot === undefined ? '' : ` at ${snapshot}`;
  return {
    id: 'clone',
    doing: `clone ${guest.id} from ${source.id}`,
    cause: `no ${kind.word} ${guest.id}; ${how} ${source.id}${at}`,
    run: [kind.tool, 'clone', `${source.id}`, `${guest.id}`, ...definition.words],
    deadline: guest.timeouts.clone ?? DEADLINES.clone,
    defines: { source: source.id },
    // Where Proxmox puts no lock on the source, any number of clones may be made of it at once.
    holds: [
      ...(kind.sourceLock === undefined ? [] : [`source:${kind.name}-${source.id}` as const]),
      storageHold(input),
    ],
    ...common(input, definition),
  };
}

function storageHold({ guest }: GuestInput): Hold {
  return `storage:${guest.storage_pool}`;
}

function common(
  { guest, kind }: GuestInput,
  { expected }: Definition,
): Pick<RunOperation, 'effect' | 'retryLocks' | 'expect'> {
  const conf = kind.conf(guest.id);
  const expect: Expectation[] = expected.map(([key, value]) => ({ conf, key, value }));
  const unlocked = { conf, key: 'lock', value: null };
  return { effect: 'change', retryLocks: true, expect: [unlocked, ...expect] };
}
