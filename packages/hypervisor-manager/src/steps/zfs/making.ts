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
  const mark = (id: string, cause: string, lines: readonly string[]): WriteOperation => ({
    id: `${id} ${pool}`,
    cause,
    write: `${MARKS}${pool}`,
    content: lines.map((line) => `${line}\n`).join(''),
    mode: 0o600,
  });
  return [
    mark('mark', `pool ${pool} is about to be made of blank disks`, disks),
    ...making,
    mark('unmark', `pool ${pool} is made`, []),
  ];
}
