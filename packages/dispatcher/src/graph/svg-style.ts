import { TONES, type Tone } from './tones.ts';

/** The class of the drawing; every rule is about what is inside of it, wherever it is put. */
export const SVG_CLASS = 'phoenix-graph';

type Ground = keyof Tone;

/** What is no guest: ground, boxes, letters and lines. */
const PAPER: Readonly<Record<'ground' | 'box' | 'ink' | 'line', Tone>> = {
  ground: { light: '#ffffff', dark: '#0d1117' },
  box: { light: '#f6f8fa', dark: '#151b23' },
  ink: { light: '#1f2328', dark: '#f0f6fc' },
  line: { light: '#59636e', dark: '#9198a1' },
};

const SHAPES: readonly (readonly [selector: string, rule: string])[] = [
  ['.guest rect', 'stroke-width:1.5'],
  ['.missing rect', 'stroke-dasharray:5 3'],
  ['.guest.critical rect', 'stroke-width:3.5'],
  ['.guest .inner', 'fill:none;stroke-width:1'],
  ['text', 'font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:12px'],
  ['.name', 'font-size:14px;font-weight:600;text-anchor:middle'],
  ['.state', 'text-anchor:middle'],
  ['.arrow', 'fill:none;stroke-width:1.5'],
  ['.arrow.clone', 'stroke-dasharray:6 4'],
  ['.arrow.critical', 'stroke-width:3.5'],
];

/**
 * The style sheet: dark where the reader's system is, and light in print. Colours are written out, since
 * programs beside browsers know no variables.
 */
export function svgStyle(): string {
  const dark = colours('dark').map(scoped).join('');
  return [
    ...colours('light').map(scoped),
    `@media screen and (prefers-color-scheme:dark){${dark}}`,
    ...SHAPES.map(scoped),
  ].join('');
}

function colours(ground: Ground): (readonly [selector: string, rule: string])[] {
  return [
    ['.ground', `fill:${PAPER.ground[ground]}`],
    ['.guest rect', `fill:${PAPER.box[ground]}`],
    ['text', `fill:${PAPER.ink[ground]}`],
    ['.arrow', `stroke:${PAPER.line[ground]}`],
    ['.tip', `fill:${PAPER.line[ground]}`],
    ...Object.entries(TONES).flatMap(([tone, colour]): (readonly [string, string])[] => [
      [`.${tone} rect`, `stroke:${colour[ground]}`],
      [`.${tone} .state`, `fill:${colour[ground]}`],
    ]),
  ];
}

function scoped([selector, rule]: readonly [string, string]): string {
  return `.${SVG_CLASS} ${selector}{${rule}}`;
}
