import type { Operation, WriteOperation } from '@phoenix/shared-runtime';
import type { Look } from '../../setup/step.ts';

/** Below it stands for each pool of which disks it is being made; an empty file: of none any more. */
const MARKS = '/var/lib/phoenix/setup/pool.';

/**
 * The disks, as declared, that an earlier run had found blank and begun to make a pool of: what
 * `zpool create` has left on them when it was killed belongs to nobody.
 */
export function disksBegun(host: Pick<Look, 'read'>, pool: string): readonly string[] {
  return (host.read(`${MARKS}${pool}`) ?? '').split('\n').filter((line) => line !== '');
}

/** The commands that make a pool, between the marks that say so. */
export function marked(
  pool: string,
  disks: readonly string[],
  making: readonly Operation[],
): Operation[] {
  const cause = `pool ${pool} is about to be made of blank disks`;
  return [write(pool, 'mark', cause, disks), ...making, unmark(pool)];
}

/** Notes that a pool is there, and not half-made any more. */
export function unmark(pool: string): Operation {
  return write(pool, 'unmark', `pool ${pool} is made`, []);
}

function write(pool: string, id: string, cause: string, lines: readonly string[]): WriteOperation {
  const content = lines.map((line) => `${line}\n`).join('');
  return { id: `${id} ${pool}`, cause, write: `${MARKS}${pool}`, content, mode: 0o600 };
}
