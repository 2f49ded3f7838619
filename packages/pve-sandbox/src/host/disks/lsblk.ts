import { err, out } from '../../state/talk.ts';
import { answering } from '../answering.ts';
import { Failure } from '../failure.ts';
import { type Options, readOptions } from '../options.ts';
import { textTable } from '../text-table.ts';
import { type BlockDevice, childrenOf, devices } from './device.ts';
import {
  allColumns,
  type Cell,
  cell,
  fsColumns,
  isColumn,
  isRight,
  type Style,
  usualColumns,
} from './lsblk-columns.ts';
import { deviceAt } from './nodes.ts';

const grammar = {
  program: 'lsblk',
  short: 'JabdlnrPpfOTSo:e:I:x:',
  long: {
    json: 'J',
    all: 'a',
    bytes: 'b',
    nodeps: 'd',
    list: 'l',
    noheadings: 'n',
    raw: 'r',
    pairs: 'P',
    paths: 'p',
    fs: 'f',
    'output-all': 'O',
    tree: 'T',
    output: 'o',
    exclude: 'e',
    include: 'I',
    sort: 'x',
  },
};

interface Row {
  device: BlockDevice;
  cells: Cell[];
  rows: Row[];
}

/** lsblk: the block devices of the host, or those that are named. */
export const lsblk = answering((args) => {
  const options = readOptions(args, grammar);
  const columns = columnsOf(options);
  const all = devices();
  const style = { bytes: options.has('b'), paths: options.has('p') };
  const named = options.words.map((word) => ({ word, device: deviceAt(word, all) }));
  const missing = named.filter(({ device }) => device === undefined);
  for (const { word } of missing) err(`lsblk: ${word}: not a block device\n`);
  if (missing.length > 0 && missing.length === named.length) return 32;
  const tops =
    named.length > 0
      ? named.flatMap(({ device }) => device ?? [])
      : all.filter(({ parent }) => parent === undefined);
  const rows = tops.map((one) => rowOf(one, all, columns, style, options.has('d')));
  if (options.has('J')) out(jsonText(columns, rows, options.has('l')));
  else print(options, columns, rows);
  return missing.length === 0 ? 0 : 64;
});

function columnsOf(options: Options): string[] {
  if (options.has('O')) return [...allColumns];
  const usual = options.has('f') ? fsColumns : usualColumns;
  const asked = options.value('o');
  if (asked === undefined) return usual;
  const names = asked.replace(/^\+/, '').toUpperCase().split(',');
  const unknown = names.find((name) => !isColumn(name));
  if (unknown !== undefined) throw new Failure(`lsblk: unknown column: ${unknown}`);
  return asked.startsWith('+') ? [...usual, ...names] : names;
}

function rowOf(
  device: BlockDevice,
  all: readonly BlockDevice[],
  columns: readonly string[],
  style: Style,
  alone: boolean,
): Row {
  const below = alone ? [] : childrenOf(device.name, all);
  return {
    device,
    cells: columns.map((column) => cell(column, device, all, style)),
    rows: below.map((child) => rowOf(child, all, columns, style, false)),
  };
}

const flat = (rows: readonly Row[]): Row[] => rows.flatMap((row) => [row, ...flat(row.rows)]);

function jsonText(columns: readonly string[], rows: readonly Row[], asList: boolean): string {
  const object = ({ cells, rows: below }: Row): object => ({
    ...Object.fromEntries(columns.map((column, at) => [column.toLowerCase(), cells[at]])),
    ...(below.length > 0 && !asList ? { children: below.map(object) } : {}),
  });
  const shown = (asList ? flat(rows) : rows).map(object);
  return `${JSON.stringify({ blockdevices: shown }, null, 3)}\n`;
}

function print(options: Options, columns: readonly string[], rows: readonly Row[]): void {
  const texts = (row: Row): string[] => row.cells.map(cellText);
  if (options.has('P')) {
    for (const row of flat(rows)) {
      out(`${columns.map((name, at) => `${name}="${texts(row)[at]}"`).join(' ')}\n`);
    }
    return;
  }
  const headings = !options.has('n');
  if (options.has('r')) {
    if (headings) out(`${columns.join(' ')}\n`);
    for (const row of flat(rows)) {
      out(
        `${texts(row)
          .map((text) => text.replaceAll(' ', '\\x20'))
          .join(' ')}\n`,
      );
    }
    return;
  }
  const isTree = columns.includes('NAME') && !options.has('l');
  const lines = isTree ? branches(rows, columns.indexOf('NAME')) : flat(rows).map(texts);
  const table = columns.map((head) => ({ head, right: isRight(head) }));
  out(textTable(table, lines, { headings }));
}

/** Rows with the lines of a tree before their names. */
function branches(rows: readonly Row[], nameAt: number, lead?: string): string[][] {
  return rows.flatMap((row, at) => {
    const isLast = at === rows.length - 1;
    const mark = lead === undefined ? '' : `${lead}${isLast ? '└─' : '├─'}`;
    const next = lead === undefined ? '' : `${lead}${isLast ? '  ' : '│ '}`;
    const cells = row.cells.map(
      (one, column) => `${column === nameAt ? mark : ''}${cellText(one)}`,
    );
    return [cells, ...branches(row.rows, nameAt, next)];
  });
}

function cellText(value: Cell): string {
  if (Array.isArray(value)) return value.filter((one) => one !== null).join('\n');
  if (typeof value === 'boolean') return value ? '1' : '0';
  return value === null ? '' : String(value);
}
