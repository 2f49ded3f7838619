import type { Host } from '../host/host.ts';
import { temporaryOf } from '../host/temporary-name.ts';
import { LOG_DIRECTORY, makeLogDirectory } from './runs.ts';

const DIRECTORY = `${LOG_DIRECTORY}/making`;

/**
 * How far something that Phoenix began with a guest has come: `define` until the command that makes
 * the guest has ended, `provision` until all has; `start` from the start of a guest that was there
 * until it is known to be ready and healthy.
 */
export type MakingStage = 'define' | 'provision' | 'start';

/**
 * The mark of a creation, or of a start, that has begun and not ended. It tells a guest that Phoenix
 * left half-made from one that somebody else made, and one that only runs from one that is up.
 */
export interface Making {
  readonly kind: 'lxc' | 'vm';
  readonly id: number;
  readonly stage: MakingStage;
  /** The command that makes or starts the guest. */
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
 * Sets the mark of a start in the same way; that of a creation stays, since it says the same and
 * more.
 */
export function beginStart(
  host: Pick<Host, 'read' | 'write' | 'now' | 'makeDirectory'>,
  start: Pick<Making, 'kind' | 'id' | 'argv'>,
): void {
  const open = readMaking(host, start.kind, start.id);
  if (open === undefined || open.stage === 'start') beginMaking(host, { ...start, stage: 'start' });
}

/**
 * Takes the mark away, safe on disk as well: one that came back would condemn a whole guest. What
 * a killed write of it left goes with it.
 */
export function endMaking(host: Pick<Host, 'remove'>, kind: 'lxc' | 'vm', id: number): void {
  host.remove(pathOf(kind, id));
  host.remove(temporaryOf(pathOf(kind, id)));
}

/** Takes the mark of a start away; that of a creation stays. */
export function endStart(
  host: Pick<Host, 'read' | 'remove'>,
  kind: 'lxc' | 'vm',
  id: number,
): void {
  if (readMaking(host, kind, id)?.stage === 'start') endMaking(host, kind, id);
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

const STAGES: readonly MakingStage[] = ['define', 'provision', 'start'];

function pathOf(kind: 'lxc' | 'vm', id: number): string {
  return `${DIRECTORY}/${kind}-${id}.json`;
}

function isMaking(value: unknown): value is Making {
  if (typeof value !== 'object' || value === null) return false;
  const { id, kind, stage, argv, since, source } = value as Partial<Record<keyof Making, unknown>>;
  return (
    typeof id === 'number' &&
    (kind === 'lxc' || kind === 'vm') &&
    STAGES.some((one) => one === stage) &&
    Array.isArray(argv) &&
    argv.every((word) => typeof word === 'string') &&
    typeof since === 'string' &&
    (source === undefined || typeof source === 'number')
  );
}
