import { loadGuest } from '../../state/guests.ts';
import { out } from '../../state/talk.ts';
import type { Handler } from '../cli/dispatch.ts';
import { inLatin1 } from '../cli/latin1.ts';

/** `pct listsnapshot`: the tree of snapshots, in Latin-1 as Perl prints it. */
export const listsnapshot: Handler = ({ params }) => {
  for (const line of snapshotTree(loadGuest(Number(params.get('vmid'))))) {
    out(inLatin1(`${line}\n`));
  }
};

interface Node {
  name: string;
  time: number;
  text: string;
  parent: string | undefined;
}

/** What a conf tells of its snapshots, a container's or a virtual machine's. */
interface WithSnapshots {
  values: ReadonlyMap<string, string>;
  snapshots: ReadonlyMap<string, { values: ReadonlyMap<string, string>; description?: string }>;
}

/** The lines of a guest's snapshot tree; what is now is its last leaf. */
export function snapshotTree(conf: WithSnapshots): string[] {
  const nodes: Node[] = [...conf.snapshots].map(([name, { values, description }]) => ({
    name,
    time: Number(values.get('snaptime') ?? 0),
    text: (description ?? '').split('\n')[0] || 'no-description',
    parent: values.get('parent'),
  }));
  const parent = conf.values.get('parent');
  nodes.push({ name: 'current', time: Number.POSITIVE_INFINITY, text: 'You are here!', parent });
  const known = new Set(nodes.map(({ name }) => name));
  const childrenOf = (of: string | undefined) =>
    nodes
      .filter(
        (node) =>
          (node.parent !== undefined && known.has(node.parent) ? node.parent : undefined) === of,
      )
      .sort((a, b) => a.time - b.time || (a.name < b.name ? -1 : 1));
  const lines: string[] = [];
  const walk = (node: Node, depth: number) => {
    const prefix = `${' '.repeat(depth)}\`->`;
    const name = node.name.padEnd(Math.max(0, 30 - prefix.length));
    lines.push(`${prefix} ${name} ${timeText(node.time).padEnd(23)} ${node.text}`);
    for (const child of childrenOf(node.name)) walk(child, depth + 1);
  };
  for (const root of childrenOf(undefined)) walk(root, 0);
  return lines;
}

function timeText(seconds: number): string {
  if (!Number.isFinite(seconds)) return '';
  const date = new Date(seconds * 1000);
  const two = (value: number) => `${value}`.padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`;
}
