import type { Host } from '../host/host.ts';
import { temporaryOf } from '../host/temporary-name.ts';
import { LOG_DIRECTORY, makeLogDirectory } from './runs.ts';

const DIRECTORY = `${LOG_DIRECTORY}/making`;

/**
 * The mark of a creation that has begun and not ended. It tells a guest that Phoenix left half-made
 * from one that somebody else made; nothing else depends on it.
 */
export interface Making {
  readonly kind: 'lxc' | 'vm';
  readonly id: number;
  /** `define` until the command that makes the guest has ended, `provision` until all has. */
  readonly stage: 'define' | 'provision';
  /** The command that makes the guest. */
  readonly argv: readonly string[];
  /** The guest that it is cloned from. */
  readonly source?: number;
  /** ISO time. */
  readonly since: string;
}

/**
 * Sets the mark, safe on disk before it returns; call it before the first command. Called again it
 * replaces the mark (with another stage).
 */
export function beginMaking(
  host: Pick<Host, 'write' | 'now' | 'makeDirectory'>,
  making: Omit<Making, 'since'>,
): void {
  makeLogDirectory(host, DIRECTORY);
  const since = new Date(host.now()).toISOString();
  host.write(pathOf(making.kind, making.id), `${JSON.stringify({ ...making, since })}\n`, 0o600);
}

/**
 * Takes the mark away, safe on disk as well: one that came back would condemn a whole guest. What
 * a killed write of it left goes with it.
 */
export function endMaking(host: Pick<Host, 'remove'>, kind: 'lxc' | 'vm', id: number): void {
  host.remove(pathOf(kind, id));
  host.remove(temporaryOf(pathOf(kind, id)));
}

/** The mark of a guest. One that cannot be read counts as none, and `warn` is told so. */
export function readMaking(
  host: Pick<Host, 'read'>,
  kind: 'lxc' | 'vm',
  id: number,
  warn: (text: string) => void = () => {},
): Making | undefined {
  const path = pathOf(kind, id);
  let text: string | undefined;
  try {
    text = host.read(path);
    if (text === undefined) return undefined;
    const value: unknown = JSON.parse(text);
    if (isMaking(value) && value.kind === kind && value.id === id) return value;
  } catch {
    // Told below, as for a file that holds something else.
  }
  warn(`${path} cannot be understood and is ignored`);
  return undefined;
}

/** The marks of all guests of a kind. */
export function listMakings(host: Pick<Host, 'read' | 'list'>, kind: 'lxc' | 'vm'): Making[] {
  return host.list(DIRECTORY).flatMap((name) => {
    const [, of, id] = /^(\w+)-(\d+)\.json$/.exec(name) ?? [];
    const making = of === kind ? readMaking(host, kind, Number(id)) : undefined;
    return making === undefined ? [] : [making];
  });
}

function pathOf(kind: 'lxc' | 'vm', id: number): string {
  return `${DIRECTORY}/${kind}-${id}.json`;
}

function isMaking(value: unknown): value is Making {
  if (typeof value !== 'object' || value === null) return false;
  const { id, kind, stage, argv, since, source } = value as Partial<Record<keyof Making, unknown>>;
  return (
    typeof id === 'number' &&
    (kind === 'lxc' || kind === 'vm') &&
    (stage === 'define' || stage === 'provision') &&
    Array.isArray(argv) &&
    argv.every((word) => typeof word === 'string') &&
    typeof since === 'string' &&
    (source === undefined || typeof source === 'number')
  );
}
