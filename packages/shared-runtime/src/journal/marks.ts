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

/** Guests with any mark, as `lxc-950`: one look at a directory. */
export function markedGuests(host: Pick<Host, 'list'>): ReadonlySet<string> {
  const names = host.list(MARKS_DIRECTORY);
  return new Set(names.flatMap((name) => /^(\w+-\d+)(?:\.\w+)?\.json$/.exec(name)?.[1] ?? []));
}

/** Marks of one sort. */
export interface Marks<M extends Mark> {
  /** Writes one, safe on disk before it returns; what stood there is replaced. */
  begin(host: Pick<Host, 'write' | 'now' | 'makeDirectory'>, mark: Omit<M, 'since'>): void;
  /** Takes one away, with what a killed write of it left. */
  end(host: Pick<Host, 'remove'>, guest: Of): void;
  /** Reads that of a guest. One that cannot be read counts as none, and `warn` is told so. */
  read(host: Pick<Host, 'read'>, guest: Of, warn?: (text: string) => void): M | undefined;
}

type Of = Pick<Mark, 'kind' | 'id'>;

/** A guest may have one of each sort, which `what` tells from each other. */
export function marksOf<M extends Mark>(
  what: string,
  isOfItsSort: (mark: Mark) => mark is M,
): Marks<M> {
  const path = ({ kind, id }: Of) => `${MARKS_DIRECTORY}/${kind}-${id}${what && `.${what}`}.json`;
  return {
    begin(host, mark) {
      makeLogDirectory(host, MARKS_DIRECTORY);
      const since = new Date(host.now()).toISOString();
      host.write(path(mark), `${JSON.stringify({ ...mark, since })}\n`, 0o600);
    },
    end(host, guest) {
      host.remove(path(guest));
      host.remove(temporaryOf(path(guest)));
    },
    read(host, guest, warn = () => {}) {
      try {
        const text = host.read(path(guest));
        if (text === undefined) return undefined;
        const value: unknown = JSON.parse(text);
        const { kind, id } = guest;
        if (isMark(value) && value.kind === kind && value.id === id && isOfItsSort(value))
          return value;
      } catch {
        // Told below, as for a file that holds something else.
      }
      warn(`${path(guest)} cannot be understood and is ignored`);
      return undefined;
    },
  };
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
