import { printable, xmlText } from '@phoenix/shared-runtime';
import stringWidth from 'string-width';
import { cut } from '../views/cut.ts';
import type { Arrow, Node } from './graph.ts';
import { labelOf, toneOf } from './label.ts';
import type { Placed } from './layout.ts';
import type { Point } from './ports.ts';
import { SVG_CLASS } from './svg-style.ts';

/** How each arrow reads, from the guest to what it stands on. */
export const WORDS: Readonly<Record<Arrow['why'], string>> = {
  clone: 'is cloned from',
  dependency: 'depends on',
};

/** Pixels of a character of a monospaced font of 14 pixels, and of one of 12. */
const WIDE = 8.6;
const NARROW = 7.4;

/** Characters of a name that stand in its box; the whole name is in its tooltip. */
const LETTERS = 36;

/** The size of a box that both lines of a guest fit in, in pixels. */
export function sizeOf(node: Node): { width: number; height: number } {
  const [first, second] = linesOf(node);
  const text = Math.max(stringWidth(first) * WIDE, stringWidth(second) * NARROW);
  return { width: Math.ceil(text) + 24, height: 48 };
}

/** An arrow, whose tooltip says it in words. */
export function lineOf({ arrow, points }: Placed['lines'][number]): string {
  const { from, to, why, critical } = arrow;
  const words = `${from} ${WORDS[why]} ${to}`;
  const kinds = `arrow ${why}${critical ? ' critical' : ''}`;
  return `<path class="${kinds}" d="${curve(points)}" marker-end="url(#${SVG_CLASS}-tip)"><title>${words}</title></path>`;
}

/** A guest; a VM has a second border. Its tooltip has its whole name and its description. */
export function boxOf({ node, left, top, width, height }: Placed['boxes'][number]): string {
  const [first, second] = linesOf(node);
  const middle = short(left + width / 2);
  const about = node.description === undefined ? '' : `: ${printable(node.description)}`;
  const kinds = `guest ${toneOf(node)}${node.critical ? ' critical' : ''}`;
  return [
    `<g class="${kinds}"><title>${xmlText(`${labelOf(node).join(', ')}${about}`)}</title>`,
    `<rect x="${short(left)}" y="${short(top)}" width="${width}" height="${height}" rx="6"/>`,
    ...(node.kind === 'vm'
      ? [
          `<rect class="inner" x="${short(left + 4)}" y="${short(top + 4)}" width="${width - 8}" height="${height - 8}" rx="3"/>`,
        ]
      : []),
    `<text class="name" x="${middle}" y="${short(top + 21)}">${xmlText(first)}</text>`,
    `<text class="state" x="${middle}" y="${short(top + 37)}">${xmlText(second)}</text></g>`,
  ].join('');
}

function linesOf(node: Node): readonly [string, string] {
  const [first, second] = labelOf(node);
  return [cut(first, String(node.id).length + 1 + LETTERS), second];
}

/** A curve through all points that is level at each, as the `d` of a path. */
export function curve([first, ...rest]: readonly Point[]): string {
  if (first === undefined) return '';
  let path = `M${short(first.x)} ${short(first.y)}`;
  let { x, y } = first;
  for (const next of rest) {
    const middle = short((x + next.x) / 2);
    path += `C${middle} ${short(y)} ${middle} ${short(next.y)} ${short(next.x)} ${short(next.y)}`;
    ({ x, y } = next);
  }
  return path;
}

function short(number: number): number {
  return Math.round(number * 10) / 10;
}
