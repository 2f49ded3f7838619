import { out } from '../../state/talk.ts';
import { answering } from '../answering.ts';
import { Failure } from '../failure.ts';
import { type Options, readOptions } from '../options.ts';
import { textTable } from '../text-table.ts';
import { type BlockDevice, childrenOf, contentOf, devicePath, devices } from './device.ts';
import { deviceAt, resolved } from './nodes.ts';

type Fields = Record<string, string>;
type Report = { kind: 'pv' | 'vg' | 'lv'; usual: string[]; rows: (size: SizeText) => Fields[] };
type SizeText = (bytes: number) => string;

const grammar = (program: string) => ({
  program,
  short: 'o:avPNXR:U:S:C:F:',
  long: {
    options: 'o',
    reportformat: 'R',
    noheadings: 'N',
    units: 'U',
    nosuffix: 'X',
    separator: 'S',
    all: 'a',
    readonly: 'P',
    config: 'C',
    select: 'F',
  },
  exit: 3,
  unknown: (option: string) =>
    `${program}: unrecognized option '${option}'\n  Error during parsing of command line.`,
});

const extent = 4 * 2 ** 20;
const members = (all: readonly BlockDevice[]): BlockDevice[] =>
  all.filter((one) => contentOf(one)?.type === 'LVM2_member');
const usable = ({ size }: BlockDevice): number => Math.floor(size / extent) * extent - extent;
const usedOf = (one: BlockDevice, all: readonly BlockDevice[]): number =>
  childrenOf(one.name, all).reduce((sum, { size }) => sum + size, 0);

const volumes: Report = {
  kind: 'pv',
  usual: ['pv_name', 'vg_name', 'pv_fmt', 'pv_attr', 'pv_size', 'pv_free'],
  rows: (size) => {
    const all = devices();
    return members(all).map((one) => ({
      pv_name: devicePath(one),
      pv_uuid: contentOf(one)?.uuid ?? '',
      vg_name: one.group ?? '',
      pv_fmt: 'lvm2',
      pv_attr: one.group === undefined ? '---' : 'a--',
      pv_size: size(one.group === undefined ? one.size : usable(one)),
      pv_free: size(one.group === undefined ? one.size : usable(one) - usedOf(one, all)),
      pv_used: size(usedOf(one, all)),
      dev_size: size(one.size),
    }));
  },
};

const groups: Report = {
  kind: 'vg',
  usual: ['vg_name', 'pv_count', 'lv_count', 'snap_count', 'vg_attr', 'vg_size', 'vg_free'],
  rows: (size) => {
    const all = devices();
    const names = [...new Set(members(all).flatMap(({ group }) => group ?? []))];
    return names.map((name) => {
      const own = members(all).filter(({ group }) => group === name);
      const total = own.reduce((sum, one) => sum + usable(one), 0);
      const used = own.reduce((sum, one) => sum + usedOf(one, all), 0);
      return {
        vg_name: name,
        pv_count: `${own.length}`,
        lv_count: `${own.flatMap((one) => childrenOf(one.name, all)).length}`,
        snap_count: '0',
        vg_attr: 'wz--n-',
        vg_size: size(total),
        vg_free: size(total - used),
      };
    });
  },
};

const logical: Report = {
  kind: 'lv',
  usual: ['lv_name', 'vg_name', 'lv_attr', 'lv_size'],
  rows: (size) => {
    const all = devices();
    return members(all).flatMap((one) =>
      childrenOf(one.name, all)
        .filter(({ kind }) => kind === 'lvm')
        .map((child) => ({
          lv_name: devicePath(child).replace(`/dev/mapper/${one.group}-`, ''),
          vg_name: one.group ?? '',
          lv_path: devicePath(child).replace(`/dev/mapper/${one.group}-`, `/dev/${one.group}/`),
          lv_attr: '-wi-ao----',
          lv_size: size(child.size),
        })),
    );
  },
};

const heads: Record<string, string> = {
  pv_name: 'PV',
  vg_name: 'VG',
  pv_fmt: 'Fmt',
  pv_attr: 'Attr',
  pv_size: 'PSize',
  pv_free: 'PFree',
  pv_count: '#PV',
  lv_count: '#LV',
  snap_count: '#SN',
  vg_attr: 'Attr',
  vg_size: 'VSize',
  vg_free: 'VFree',
  lv_name: 'LV',
  lv_attr: 'Attr',
  lv_size: 'LSize',
};

const report = (program: string, { kind, usual, rows }: Report) =>
  answering((args) => {
    const options = readOptions(args, grammar(program));
    const all = rows(sizes(options));
    const asked = options.value('o')?.replaceAll(' ', '').split(',') ?? usual;
    const fields = asked.flatMap((name) =>
      name.startsWith('+') ? [...usual, name.slice(1)] : name,
    );
    const known = { ...heads, pv_uuid: '', pv_used: '', dev_size: '', lv_path: '' };
    const unknown = fields.find((name) => !Object.hasOwn(known, name));
    if (unknown !== undefined) throw new Failure(`  Unrecognised field: ${unknown}`, 3);
    const chosen = chosenRows(kind, all, options.words);
    if (options.value('R') === 'json') out(jsonText(kind, fields, chosen));
    else plain(fields, chosen, options);
    return 0;
  });

function chosenRows(
  kind: Report['kind'],
  rows: readonly Fields[],
  words: readonly string[],
): Fields[] {
  if (words.length === 0) return [...rows];
  return words.map((word) => {
    const wanted = kind === 'pv' ? (resolved(word) ?? word) : word;
    const found = rows.find((row) =>
      kind === 'pv' ? resolved(row.pv_name ?? '') === wanted : row.vg_name === wanted,
    );
    if (found !== undefined) return found;
    if (kind !== 'pv') throw new Failure(`  Volume group "${word}" not found`, 5);
    const is =
      deviceAt(word) === undefined ? 'Failed to find device' : 'Failed to find physical volume';
    throw new Failure(`  ${is} "${word}".`, 5);
  });
}

function sizes(options: Options): SizeText {
  const unit = (options.value('U') ?? 'r').toLowerCase();
  const suffix = options.has('X') ? '' : unit === 'b' ? 'B' : unit;
  if (unit === 'b') return (bytes) => `${bytes}${suffix}`;
  const power = { k: 1, m: 2, g: 3, t: 4 }[unit];
  if (power !== undefined) return (bytes) => `${(bytes / 1024 ** power).toFixed(2)}${suffix}`;
  return (bytes) => {
    const fitting = bytes >= 2 ** 40 ? 't' : bytes >= 2 ** 30 ? 'g' : 'm';
    const shown = bytes / 1024 ** { m: 2, g: 3, t: 4 }[fitting];
    const isLess = Number(shown.toFixed(2)) > shown;
    return `${isLess ? '<' : ''}${shown.toFixed(2)}${options.has('X') ? '' : fitting}`;
  };
}

function jsonText(kind: string, fields: readonly string[], rows: readonly Fields[]): string {
  const shown = rows.map((row) =>
    Object.fromEntries(fields.map((name) => [name, row[name] ?? ''])),
  );
  return `${JSON.stringify({ report: [{ [kind]: shown }], log: [] }, null, 4)}\n`;
}

function plain(fields: readonly string[], rows: readonly Fields[], options: Options): void {
  const cells = rows.map((row) => fields.map((name) => row[name] ?? ''));
  const separator = options.value('S');
  const columns = fields.map((name) => ({
    head: heads[name] ?? name,
    right: /size|free|count|used/.test(name),
  }));
  const headings = !options.has('N');
  if (separator !== undefined) {
    const all = headings ? [columns.map(({ head }) => head), ...cells] : cells;
    for (const line of all) out(`  ${line.join(separator)}\n`);
    return;
  }
  if (cells.length === 0) return;
  out(textTable(columns, cells, { headings }).replace(/^/gm, '  ').replace(/ {2}$/, ''));
}

/** pvs: physical volumes. */
export const pvs = report('pvs', volumes);
/** vgs: volume groups. */
export const vgs = report('vgs', groups);
/** lvs: logical volumes. */
export const lvs = report('lvs', logical);
