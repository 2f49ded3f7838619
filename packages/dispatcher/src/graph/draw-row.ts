import type { Paint } from '@phoenix/shared-runtime/frame';
import type { Join, Row, Tie } from './lanes.ts';

/** Where lines meet, by its arms: up and right, up down right, up left, up down left, up left right, all. */
const CORNERS: Readonly<Record<Tie, string>> = {
  dependency: '└├┘┤┴┼',
  clone: '╘╞╛╡╧╪',
  both: '╚╠╝╣╩╬',
};

/** The line that leads from there to the guest. */
const LINE: Readonly<Record<Tie, string>> = { dependency: '─', clone: '═', both: '═' };

/** How a tie looks where its lane goes on, for the legend. */
export function tieSign(tie: Tie): string {
  return `${CORNERS[tie][1]}${LINE[tie]}`;
}

/**
 * The lanes of a row with the sign of its guest, two columns a lane. What belongs to the longest chain
 * is painted strong.
 */
export function drawRow(row: Row, lanes: number, sign: string, paint: Paint): string {
  const meets = [row.at, ...row.joins.map(({ lane }) => lane)];
  const [left, right] = [Math.min(...meets), Math.max(...meets)];
  const joins = new Map(row.joins.map((join) => [join.lane, join]));
  const passes = new Set(row.passes);
  const strong = (join: Join | undefined, text: string) =>
    join?.critical ? paint('strong', text) : text;
  let text = '';
  for (let lane = 0; lane < lanes; lane += 1) {
    const join = joins.get(lane);
    const inside = left < lane && lane < right;
    if (lane === row.at) text += sign;
    else if (join !== undefined) text += strong(join, corner(join, left < lane, lane < right));
    else if (passes.has(lane)) text += '│';
    else text += inside ? '─' : ' ';
    const leads = lane < row.at ? join : joins.get(lane + 1);
    if (left <= lane && lane < right) text += strong(leads, LINE[leads?.tie ?? 'dependency']);
    else text += ' ';
  }
  return text;
}

/** Lanes that go on, between two rows. */
export function drawGap(passes: ReadonlySet<number>, lanes: number): string {
  return Array.from({ length: lanes }, (_, lane) => (passes.has(lane) ? '│ ' : '  ')).join('');
}

function corner({ tie, ends }: Join, toLeft: boolean, toRight: boolean): string {
  const arms = toLeft && toRight ? 4 : toLeft ? 2 : 0;
  return CORNERS[tie][arms + (ends ? 0 : 1)] ?? '';
}
