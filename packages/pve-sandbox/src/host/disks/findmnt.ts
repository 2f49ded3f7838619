import { out } from '../../state/talk.ts';
import { answering } from '../answering.ts';
import { Failure } from '../failure.ts';
import { type Options, readOptions } from '../options.ts';
import { textTable } from '../text-table.ts';
import { contentOf } from './device.ts';
import { type MountPoint, mountHolding, mountPoints } from './mount-points.ts';
import { deviceAt, resolved } from './nodes.ts';

const grammar = {
  program: 'findmnt',
  short: 'JnlrPakmsbfuo:S:T:M:t:',
  long: {
    json: 'J',
    noheadings: 'n',
    list: 'l',
    raw: 'r',
    pairs: 'P',
    all: 'a',
    kernel: 'k',
    mtab: 'm',
    fstab: 's',
    bytes: 'b',
    'first-only': 'f',
    notruncate: 'u',
    output: 'o',
    source: 'S',
    target: 'T',
    mountpoint: 'M',
    types: 't',
  },
};

type Cells = Record<string, string | null>;

/** findmnt: what is mounted where; exit 1 when nothing matches. */
export const findmnt = answering((args) => {
  const options = readOptions(args, grammar);
  const columns = (options.value('o') ?? 'TARGET,SOURCE,FSTYPE,OPTIONS').toUpperCase().split(',');
  const unknown = columns.find((name) => !Object.hasOwn(cellsOf(noMount), name));
  if (unknown !== undefined) throw new Failure(`findmnt: unknown column: ${unknown}`);
  const all = mountPoints();
  const found = chosen(options, all);
  if (found.length === 0) return 1;
  const isWhole = found.length === all.length;
  const shown = options.has('f') ? found.slice(0, 1) : found;
  print(options, columns, isWhole && !options.has('l') ? nested(shown) : flat(shown));
  return 0;
});

const noMount: MountPoint = { target: '', source: '', fstype: '', options: '' };

function cellsOf({ target, source, fstype, options }: MountPoint): Cells {
  const device = source.startsWith('/dev/') ? deviceAt(source) : undefined;
  const content = device === undefined ? undefined : contentOf(device);
  return {
    TARGET: target,
    SOURCE: source,
    FSTYPE: fstype,
    OPTIONS: options,
    UUID: content?.uuid ?? null,
    LABEL: content?.label ?? null,
    SIZE: device === undefined ? null : `${device.size}`,
  };
}

function chosen(options: Options, all: readonly MountPoint[]): MountPoint[] {
  const target = options.value('T');
  const types = options.value('t')?.split(',');
  const sources = options.value('S');
  const point = options.value('M');
  const [first, second] = options.words;
  const held = target === undefined ? undefined : mountHolding(resolved(target) ?? target);
  return all.filter(
    (one) =>
      (types === undefined || types.includes(one.fstype)) &&
      (target === undefined || one.target === held?.target) &&
      (sources === undefined || isSource(one, sources)) &&
      (point === undefined || one.target === point) &&
      (first === undefined || one.target === first || isSource(one, first)) &&
      (second === undefined || one.target === second),
  );
}

function isSource({ source }: MountPoint, wanted: string): boolean {
  if (source === wanted) return true;
  const device = source.startsWith('/dev/') ? deviceAt(source) : undefined;
  const [, tag, value] = /^(UUID|LABEL)=(.*)$/.exec(wanted) ?? [];
  if (device === undefined) return false;
  if (tag !== undefined) return contentOf(device)?.[tag === 'UUID' ? 'uuid' : 'label'] === value;
  return wanted.startsWith('/dev/') && deviceAt(wanted)?.name === device.name;
}

type Node = { mount: MountPoint; below: Node[] };

const flat = (mounts: readonly MountPoint[]): Node[] =>
  mounts.map((mount) => ({ mount, below: [] }));

/** The mounts as a tree: each below the nearest one that holds its target. */
function nested(mounts: readonly MountPoint[]): Node[] {
  const nodes = flat(mounts);
  const holder = ({ mount }: Node): Node | undefined =>
    nodes
      .filter((other) => other.mount !== mount && isBelow(mount.target, other.mount.target))
      .sort((a, b) => a.mount.target.length - b.mount.target.length)
      .at(-1);
  for (const node of nodes) holder(node)?.below.push(node);
  return nodes.filter((node) => holder(node) === undefined);
}

const isBelow = (path: string, top: string): boolean =>
  path !== top && path.startsWith(top === '/' ? '/' : `${top}/`);

function print(options: Options, columns: readonly string[], nodes: readonly Node[]): void {
  if (options.has('J')) {
    const object = ({ mount, below }: Node): object => ({
      ...Object.fromEntries(columns.map((name) => [name.toLowerCase(), cellsOf(mount)[name]])),
      ...(below.length > 0 && { children: below.map(object) }),
    });
    out(`${JSON.stringify({ filesystems: nodes.map(object) }, null, 3)}\n`);
    return;
  }
  const rows = lines(nodes, columns, !options.has('r') && !options.has('P'));
  const headings = !options.has('n');
  if (options.has('P')) {
    for (const row of rows) out(`${columns.map((name, at) => `${name}="${row[at]}"`).join(' ')}\n`);
  } else if (options.has('r')) {
    for (const row of headings ? [columns, ...rows] : rows) out(`${row.join(' ')}\n`);
  } else {
    out(
      textTable(
        columns.map((head) => ({ head })),
        rows,
        { headings },
      ),
    );
  }
}

function lines(
  nodes: readonly Node[],
  columns: readonly string[],
  drawn: boolean,
  lead?: string,
): string[][] {
  return nodes.flatMap(({ mount, below }, at) => {
    const isLast = at === nodes.length - 1;
    const mark = lead === undefined || !drawn ? '' : `${lead}${isLast ? '└─' : '├─'}`;
    const next = lead === undefined ? '' : `${lead}${isLast ? '  ' : '│ '}`;
    const cells = cellsOf(mount);
    const row = columns.map((name) => `${name === 'TARGET' ? mark : ''}${cells[name] ?? ''}`);
    return [row, ...lines(below, columns, drawn, next)];
  });
}
