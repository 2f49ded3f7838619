import type { ShownOperation, Subject } from '@phoenix/shared-runtime';
import { differences, type Values } from './declared-values.ts';

/** What is compared of a guest, or of a step of the host. */
export interface Part {
  readonly subject: Subject;
  readonly name: string;
  /** Whether there is a guest yet; undefined of a step. */
  readonly isThere?: boolean;
  readonly operations: readonly ShownOperation[];
  readonly needs: readonly number[];
  readonly declared: Values;
  /** An earlier run began with it. */
  readonly resumes?: true;
  /** Why nothing can be done for it. */
  readonly problem?: string;
}

/**
 * Something that is not as it was. `done`: all that was planned has been done; `begun`: a part of it;
 * `selection`: which guests the plan is of, and their order.
 */
export interface Change {
  readonly subject: Subject;
  readonly name: string;
  readonly what: 'configuration' | 'content' | 'state' | 'selection' | 'done' | 'begun';
  /** After the name of its subject: `cores 4 -> 6`. */
  readonly text: string;
}

/** What has changed so that another thing would be done now; empty when the same would be. */
export function changesOf(saved: readonly Part[], now: readonly Part[]): Change[] {
  const before = new Map(saved.map((part) => [part.subject, part]));
  const after = new Set(now.map(({ subject }) => subject));
  return [
    ...now.flatMap((part) => {
      const was = before.get(part.subject);
      return was === undefined
        ? [change(part, 'selection', 'is needed as well now')]
        : partChanges(was, part);
    }),
    ...saved
      .filter(({ subject }) => !after.has(subject))
      .map((part) => change(part, 'selection', 'is not needed any more')),
  ];
}

/** Whether nothing else has happened than that the plan was carried out as far as it has come. */
export function isProgress(changes: readonly Change[]): boolean {
  return changes.every(({ what }) => what === 'done' || what === 'begun');
}

function partChanges(was: Part, is: Part): Change[] {
  if (is.problem !== undefined) return [change(is, 'state', `is impossible now: ${is.problem}`)];
  const order = sameList(was.needs, is.needs)
    ? []
    : [change(is, 'selection', `follows ${listOf(is.needs)} now, not ${listOf(was.needs)}`)];
  if (sameList(was.operations.map(deed), is.operations.map(deed))) return order;
  const declared = differences(was.declared, is.declared).map(({ key, text }) =>
    change(is, 'configuration', `${key} ${text}`),
  );
  if (declared.length === 0 && order.length === 0 && isLeft(was, is)) return [progress(was, is)];
  return [...declared, ...order, ...stateChanges(was, is)];
}

/** All that an operation does, as far as a plan shows it; with its fingerprint for what it does not. */
function deed({ cause: _, guard, ...does }: ShownOperation): string {
  const { predicted: __, ...unless } = guard ?? { predicted: 'run' };
  return JSON.stringify({ ...does, unless });
}

/** Whether what is to be done now is what is left of what was planned. */
function isLeft(was: Part, is: Part): boolean {
  if (is.resumes) return true;
  const left = was.operations.map(deed);
  return is.operations.map(deed).every((one) => {
    const at = left.indexOf(one);
    left.splice(0, at + 1);
    return at >= 0;
  });
}

function progress(was: Part, is: Part): Change {
  const left = is.operations.length;
  if (left === 0) return change(is, 'done', 'is as planned already');
  const of = is.resumes ? '' : `: ${left} of ${was.operations.length} operations are left`;
  return change(is, 'begun', `is done in part${of}`);
}

function stateChanges(was: Part, is: Part): Change[] {
  if (was.isThere !== is.isThere)
    return [change(is, 'state', is.isThere ? 'exists now' : 'is not there any more')];
  const before = new Map(was.operations.map((one) => [one.id, one]));
  const ids = new Set(is.operations.map(({ id }) => id));
  const known = new Set(was.operations.map(deed));
  const starts = ids.has('start') && !before.has('start');
  const changes = [
    ...is.operations
      .filter((one) => !known.has(deed(one)) && !isNote(one) && !(starts && follows(one)))
      .map((one) => anew(one, before, is)),
    ...was.operations
      .filter(({ id }) => !ids.has(id))
      .map(({ id, cause }) =>
        change(
          is,
          'state',
          id === 'start' ? 'runs now' : `${id} (${cause}) is not needed any more`,
        ),
      ),
  ];
  return changes.length > 0
    ? changes
    : [change(is, 'state', 'has another order of operations now')];
}

/** Whether it only notes in the guest that a step is done, or is not: the step itself says more. */
function isNote({ id }: ShownOperation): boolean {
  return /^(?:remember|forget) /.test(id);
}

/** Whether it is done because of a start: to say that the guest has to be started says it as well. */
function follows({ id }: ShownOperation): boolean {
  return id === 'ready' || id === 'health';
}

/** What is to be said of an operation that was not planned so. */
function anew(
  operation: ShownOperation,
  before: ReadonlyMap<string, ShownOperation>,
  part: Part,
): Change {
  const { id, cause } = operation;
  const was = before.get(id);
  if (was === undefined)
    return change(
      part,
      'state',
      id === 'start' ? 'does not run any more' : `needs ${id} as well now (${cause})`,
    );
  if (was.cause !== cause)
    return change(part, 'state', `${id}: ${cause}; planned was ${was.cause}`);
  const carries = operation.inputLines !== undefined || operation.guard !== undefined;
  if (carries || operation.write !== undefined)
    return change(part, 'content', `${id}: ${carries ? 'its script' : 'its content'} has changed`);
  return change(part, 'state', `${id}: it would be done with another command`);
}

function change({ subject, name }: Part, what: Change['what'], text: string): Change {
  return { subject, name, what, text };
}

function sameList<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}

function listOf(ids: readonly number[]): string {
  return ids.length === 0 ? 'nothing' : ids.join(', ');
}
