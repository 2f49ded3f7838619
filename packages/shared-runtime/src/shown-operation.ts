import { fingerprint } from './expected/fingerprint.ts';
import type { Hold } from './holds.ts';
import type { ConfLine, Guard, Operation } from './operation.ts';
import type { NewVolume } from './pve/volumes.ts';

/** Lines of a written file that a plan shows. */
const SHOWN_LINES = 20;

/**
 * An operation as plans show it. It never holds the standard input of a command nor the content of
 * a file that only root may read.
 */
export interface ShownOperation {
  readonly id: string;
  readonly cause: string;
  readonly run?: readonly string[];
  /** Seconds after which the command is ended. */
  readonly deadline?: number;
  /** Lines of a script that the command gets on standard input. */
  readonly inputLines?: number;
  readonly write?: string;
  /** The first lines of what is written, and how many there are. */
  readonly content?: { readonly lines: readonly string[]; readonly count: number };
  /** The marked block of that file which the content is of. */
  readonly block?: string;
  /** The account that is to own the file. */
  readonly owner?: string;
  /** The program that judges it before it goes live. */
  readonly verify?: readonly string[];
  /** Lines that are taken out of the file, and put in. */
  readonly edit?: { readonly remove: readonly string[]; readonly add: readonly string[] };
  /** `write` is a directory with this mode (`0755`) and owner (`100000:100000`, or a name). */
  readonly directory?: { readonly mode: string; readonly owner?: string };
  readonly guard?: Guard;
  /** What it shares with operations on other guests while it is at work. */
  readonly holds?: readonly Hold[];
  /** The volumes that it makes for a guest that exists. */
  readonly allocates?: readonly NewVolume[];
  /** Where it was asked for; see expected/fingerprint.ts. */
  readonly fingerprint?: string;
}

/** What may be shown of an operation; with the key of the machine also its fingerprint. */
export function shownOperation(operation: Operation, key?: string): ShownOperation {
  const { id, cause, guard } = operation;
  return {
    id,
    cause,
    ...targetOf(operation),
    ...(guard !== undefined && { guard }),
    ...(key !== undefined && { fingerprint: fingerprint(operation, key) }),
  };
}

function targetOf(
  operation: Operation,
): Omit<ShownOperation, 'id' | 'cause' | 'guard' | 'fingerprint'> {
  if ('run' in operation) {
    const { run, input, deadline, holds, allocates } = operation;
    return {
      run,
      deadline,
      ...(input !== undefined && { inputLines: linesOf(input).length }),
      ...(holds !== undefined && { holds }),
      ...(allocates !== undefined && { allocates }),
    };
  }
  const { write } = operation;
  if ('directory' in operation) {
    const { mode, uid, gid, owner } = operation.directory;
    const ids = uid === undefined && gid === undefined ? undefined : `${uid ?? 0}:${gid ?? 0}`;
    const shown = owner ?? ids;
    const who = shown === undefined ? {} : { owner: shown };
    return { write, directory: { mode: mode.toString(8).padStart(4, '0'), ...who } };
  }
  if ('edit' in operation) {
    const { remove, add } = operation.edit;
    return { write, edit: { remove: remove.map(confLine), add: add.map(confLine) } };
  }
  const { verify, mode, owner } = operation;
  const judged = { ...(verify !== undefined && { verify }), ...(owner !== undefined && { owner }) };
  if (isSecret(mode)) return { write, ...judged };
  const isBlock = 'block' in operation;
  const lines = isBlock ? operation.block.lines : linesOf(operation.content);
  const content = { lines: lines.slice(0, SHOWN_LINES), count: lines.length };
  return { write, ...(isBlock && { block: operation.block.name }), content, ...judged };
}

/** A file that nobody but its owner may read keeps its content to itself. */
function isSecret(mode = 0o644): boolean {
  return (mode & 0o077) === 0;
}

function confLine({ key, value }: ConfLine): string {
  return value === undefined ? `${key}: (every line)` : `${key}: ${value}`;
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}
