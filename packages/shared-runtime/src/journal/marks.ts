import type { Host } from '../host/host.ts';
import { temporaryOf } from '../host/temporary-name.ts';
import { LOG_DIRECTORY, makeLogDirectory } from './runs.ts';

export const MARKS_DIRECTORY = `${LOG_DIRECTORY}/making`;

/** Something that Phoenix began with a guest and whose end is still to come, as a file says it. */
export interface Mark {
  readonly kind: 'lxc' | 'vm';
  readonly id: number;
  /** The command that was begun. */
  readonly argv: readonly string[];
  /** ISO time. */
  readonly since: string;
}

/** File of a mark; of more than one per guest, `what` tells them apart. */
export function markPath(kind: 'lxc' | 'vm', id: number, what = ''): string {
  return `${MARKS_DIRECTORY}/${kind}-${id}${what && `.${what}`}.json`;
}

/** Guests with any mark, as `lxc-950`: one look at a directory. */
export function markedGuests(host: Pick<Host, 'list'>): ReadonlySet<string> {
  const names = host.list(MARKS_DIRECTORY);
  return new Set(names.flatMap((name) => /^(\w+-\d+)(?:\.\w+)?\.json$/.exec(name)?.[1] ?? []));
}

/** Writes a mark, safe on disk before it returns; what stood there is replaced. */
export function writeMark(
  host: Pick<Host, 'write' | 'now' | 'makeDirectory'>,
  path: string,
  mark: Omit<Mark, 'since'>,
): void {
  makeLogDirectory(host, MARKS_DIRECTORY);
  const since = new Date(host.now()).toISOString();
  host.write(path, `${JSON.stringify({ ...mark, since })}\n`, 0o600);
}

/** Takes a mark away, with what a killed write of it left. */
export function removeMark(host: Pick<Host, 'remove'>, path: string): void {
  host.remove(path);
  host.remove(temporaryOf(path));
}

/** Reads a mark of this guest. One that cannot be read counts as none, and `warn` is told so. */
export function readMark<M extends Mark>(
  host: Pick<Host, 'read'>,
  path: string,
  { kind, id }: Pick<Mark, 'kind' | 'id'>,
  isOfItsKind: (mark: Mark) => mark is M,
  warn: (text: string) => void,
): M | undefined {
  try {
    const text = host.read(path);
    if (text === undefined) return undefined;
    const value: unknown = JSON.parse(text);
    if (isMark(value) && value.kind === kind && value.id === id && isOfItsKind(value)) return value;
  } catch {
    // Told below, as for a file that holds something else.
  }
  warn(`${path} cannot be understood and is ignored`);
  return undefined;
}

function isMark(value: unknown): value is Mark {
  if (typeof value !== 'object' || value === null) return false;
  const { id, kind, argv, since } = value as Partial<Record<keyof Mark, unknown>>;
  return (
    typeof id === 'number' &&
    (kind === 'lxc' || kind === 'vm') &&
    Array.isArray(argv) &&
    argv.every((word) => typeof word === 'string') &&
    typeof since === 'string'
  );
}
