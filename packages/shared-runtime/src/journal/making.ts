import type { Host } from '../host/host.ts';
import { MARKS_DIRECTORY, type Mark, marksOf } from './marks.ts';

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
export interface Making extends Mark {
  readonly stage: MakingStage;
  /** The command that makes or starts the guest. */
  readonly argv: readonly string[];
  /** The guest that it is cloned from. */
  readonly source?: number;
}

const STAGES: readonly MakingStage[] = ['define', 'provision', 'start'];

const MARKS = marksOf('', isMaking);

/**
 * Sets the mark, safe on disk before it returns; call it before the first command. Called again it
 * replaces the mark (with another stage).
 */
export function beginMaking(
  host: Pick<Host, 'write' | 'now' | 'makeDirectory'>,
  making: Omit<Making, 'since'>,
): void {
  MARKS.begin(host, making);
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

/** Takes the mark away, safe on disk as well: one that came back would condemn a whole guest. */
export function endMaking(host: Pick<Host, 'remove'>, kind: 'lxc' | 'vm', id: number): void {
  MARKS.end(host, { kind, id });
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
  warn?: (text: string) => void,
): Making | undefined {
  return MARKS.read(host, { kind, id }, warn);
}

/** The marks of all guests of a kind. */
export function listMakings(host: Pick<Host, 'read' | 'list'>, kind: 'lxc' | 'vm'): Making[] {
  return host.list(MARKS_DIRECTORY).flatMap((name) => {
    const [, of, id] = /^(\w+)-(\d+)\.json$/.exec(name) ?? [];
    const making = of === kind ? readMaking(host, kind, Number(id)) : undefined;
    return making === undefined ? [] : [making];
  });
}

function isMaking(mark: Mark): mark is Making {
  const { stage, source } = mark as Partial<Record<keyof Making, unknown>>;
  return (
    STAGES.some((one) => one === stage) && (source === undefined || typeof source === 'number')
  );
}
