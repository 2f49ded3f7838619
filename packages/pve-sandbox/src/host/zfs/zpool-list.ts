import { err, out } from '../../state/talk.ts';
import { Failure } from '../failure.ts';
import { type Options, readOptions } from '../options.ts';
import { textTable } from '../text-table.ts';
import { poolProperties, poolValue, wholePoolName } from './pool-properties.ts';
import { type Pool, pool, pools } from './pools.ts';
import { niceBytes } from './sizes.ts';
import { vdevSize } from './space.ts';
import { vdevName } from './vdev-names.ts';

const usual =
  'name,size,allocated,free,checkpoint,expandsize,fragmentation,capacity,dedupratio,health,altroot';

/** The pools of those names, or all; what is missing is told. @returns them and how many are not */
export function namedPools(names: readonly string[]): { found: Pool[]; missing: number } {
  if (names.length === 0) return { found: pools(), missing: 0 };
  const found = names.flatMap((name) => {
    const one = pool(name);
    if (one === undefined) err(`cannot open '${name}': no such pool\n`);
    return one ?? [];
  });
  return { found, missing: names.length - found.length };
}

/** `zpool list` */
export function zpoolList(args: readonly string[]): number {
  const options = readOptions(args, {
    program: 'zpool',
    short: 'gHjLo:pPT:v',
    long: { json: 'j' },
    exit: 2,
  });
  const columns = (options.value('o') ?? usual).split(',').map(wholePoolName);
  const wrong = columns.find((name) => name !== 'name' && !Object.hasOwn(poolProperties, name));
  if (wrong !== undefined) throw new Failure(`bad property list: invalid property '${wrong}'`, 2);
  const { found, missing } = namedPools(options.words);
  if (found.length === 0) {
    if (missing === 0 && !options.has('H')) out('no pools available\n');
    return missing > 0 ? 1 : 0;
  }
  const rows = found.flatMap((one) => [
    columns.map((name) =>
      name === 'name' ? one.name : poolValue(one, name, options.has('p')).text,
    ),
    ...(options.has('v') ? vdevRows(one, columns, options) : []),
  ]);
  if (options.has('H')) for (const row of rows) out(`${row.join('\t')}\n`);
  else {
    const heads = columns.map((name) => ({
      head: poolProperties[name]?.head ?? name.toUpperCase(),
      right: poolProperties[name]?.right === true,
    }));
    out(textTable(heads, rows, { gap: '  ' }));
  }
  return missing > 0 ? 1 : 0;
}

function vdevRows(one: Pool, columns: readonly string[], options: Options): string[][] {
  const naming = { path: options.has('P'), links: options.has('L') };
  const lead = options.has('H') ? '' : '  ';
  const row = (name: string, depth: number, size: number | undefined): string[] =>
    columns.map((column) => {
      if (column === 'name') return `${options.has('H') ? '\t' : lead.repeat(depth)}${name}`;
      if (column === 'health') return 'ONLINE';
      if (size === undefined || !/^(?:size|free)$/.test(column)) return '-';
      return options.has('p') ? `${size}` : niceBytes(size);
    });
  return one.vdevs.flatMap((vdev, at) => {
    const size = vdevSize(vdev);
    const disks = vdev.leaves.map(({ path, wholeDisk }) => vdevName(path, wholeDisk, naming));
    if (vdev.type === 'disk') return disks.map((name) => row(name, 1, size));
    const top = row(`${vdev.type}-${at}`, 1, size);
    return [top, ...disks.map((name) => row(name, 2, undefined))];
  });
}

/** `zpool get` */
export function zpoolGet(args: readonly string[]): number {
  const options = readOptions(args, {
    program: 'zpool',
    short: 'Hpo:j',
    long: { json: 'j' },
    exit: 2,
  });
  const [list, ...names] = options.words;
  if (list === undefined) throw new Failure('missing property argument', 2);
  const wanted = list === 'all' ? Object.keys(poolProperties) : list.split(',').map(wholePoolName);
  const wrong = wanted.find((name) => !Object.hasOwn(poolProperties, name) && !name.includes(':'));
  if (wrong !== undefined) throw new Failure(`bad property list: invalid property '${wrong}'`, 2);
  const fields = (options.value('o') ?? 'name,property,value,source')
    .replace('all', 'name,property,value,source')
    .split(',');
  const { found, missing } = namedPools(names);
  const rows = found.flatMap((one) =>
    wanted.map((name) => {
      const { text, source } = poolValue(one, name, options.has('p'));
      const cells: Record<string, string> = { name: one.name, property: name, value: text, source };
      return fields.map((field) => cells[field] ?? '-');
    }),
  );
  if (options.has('H')) for (const row of rows) out(`${row.join('\t')}\n`);
  else if (rows.length > 0) {
    out(
      textTable(
        fields.map((field) => ({ head: field.toUpperCase() })),
        rows,
        { gap: '  ' },
      ),
    );
  }
  return missing > 0 ? 1 : 0;
}
