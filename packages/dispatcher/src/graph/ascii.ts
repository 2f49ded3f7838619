import { formatDuration, printable } from '@phoenix/shared-runtime';
import type { Paint } from '@phoenix/shared-runtime/frame';
import stringWidth from 'string-width';
import { cut } from '../views/cut.ts';
import { chainLine } from './chain.ts';
import { drawGap, drawRow, tieSign } from './draw-row.ts';
import type { Graph, Node } from './graph.ts';
import { type Row, rowsOf } from './lanes.ts';
import { type Seen, seenText } from './seen.ts';

/** Columns that a name keeps however narrow it is. */
const NAME = 4;

type Look = readonly [sign: string, colour: Parameters<Paint>[0] | undefined];

const LOOKS: Readonly<Record<Seen['state'], Look>> = {
  running: ['●', 'good'],
  stopped: ['○', 'dim'],
  template: ['◆', undefined],
  missing: ['✖', 'bad'],
};

/** A line for each guest, foundations first, with lanes from each guest to all that stand on it. */
export function asciiGraph(graph: Graph, columns: number, paint: Paint): string {
  const { nodes } = graph;
  if (nodes.length === 0) return 'no guest is declared\n';
  const told = nodes.map(toldOf);
  const widths = widthsOf(graph, told);
  const beside = widths.mark + widths.id + widths.kind + widths.state + widths.time;
  const rows = rowsOf(graph, Math.floor((columns - beside - NAME) / 2));
  const lanes = Math.max(...rows.map(({ at }) => at)) + 1;
  const room = Math.max(NAME, Math.min(widths.name, columns - beside - lanes * 2));
  const lines = nodes.flatMap((node, index): string[] => {
    const row = rows[index];
    if (row === undefined) return [];
    const { state, time } = told[index] ?? { state: '', time: '' };
    const strong = (text: string) => (node.critical ? paint('strong', text) : text);
    const cells = [
      drawRow(row, lanes, painted(node, signOf(node), paint), paint),
      filled(node.critical ? '*' : '', widths.mark),
      strong(filled(String(node.id), widths.id)),
      strong(filled(cut(printable(node.name), room), room)),
      filled(`  ${node.kind}`, widths.kind),
      painted(node, state, paint),
      time === '' ? '' : ' '.repeat(widths.state - stringWidth(state)) + time,
    ];
    const gap = index > 0 && node.layer !== nodes[index - 1]?.layer;
    const line = cells.join('').trimEnd();
    return gap ? [drawGap(liveBefore(row), lanes).trimEnd(), line] : [line];
  });
  return `${[...lines, ...legend(graph)].join('\n')}\n`;
}

function legend({ arrows, chain }: Graph): string[] {
  const words = { clone: 'cloned from', dependency: 'depends on' } as const;
  const kinds = (['clone', 'dependency'] as const).filter((why) =>
    arrows.some((arrow) => arrow.why === why),
  );
  const pairs = new Set(arrows.map(({ from, to }) => `${from} ${to}`));
  const told = kinds.map((why) => `${tieSign(why)} ${words[why]}`);
  if (pairs.size < arrows.length) told.push(`${tieSign('both')} both`);
  if (chain !== undefined) told.push('* in the longest chain');
  const lines = chain === undefined ? [] : [chainLine(chain)];
  return told.length === 0 ? lines : ['', told.join('   '), ...lines];
}

function toldOf({ seen, seconds }: Node) {
  const state = seen === undefined ? '' : `  ${seenText(seen)}`;
  return { state, time: seconds === undefined ? '' : `  ${formatDuration(seconds)}` };
}

/** Columns of each cell with the blanks that keep it from its neighbour. */
function widthsOf({ nodes, chain }: Graph, told: readonly { state: string; time: string }[]) {
  const widest = (texts: readonly string[]) => Math.max(...texts.map((text) => stringWidth(text)));
  return {
    mark: chain === undefined ? 0 : 2,
    id: widest(nodes.map(({ id }) => String(id))) + 1,
    name: widest(nodes.map(({ name }) => printable(name))),
    kind: widest(nodes.map(({ kind }) => `  ${kind}`)),
    state: widest(told.map(({ state }) => state)),
    time: widest(told.map(({ time }) => time)),
  };
}

function signOf({ seen }: Node): string {
  return seen === undefined ? '□' : LOOKS[seen.state][0];
}

function painted({ seen }: Node, text: string, paint: Paint): string {
  const colour = seen?.differs ? 'warn' : seen && LOOKS[seen.state][1];
  return colour === undefined ? text : paint(colour, text);
}

function liveBefore({ passes, joins }: Row): ReadonlySet<number> {
  return new Set([...passes, ...joins.map(({ lane }) => lane)]);
}

function filled(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - stringWidth(text)));
}
