import { formatDuration } from '@phoenix/shared-runtime';
import { type Html, html } from './html.ts';
import type { ReportGuest, ReportOperation } from './model.ts';
import { nameOf, resultOf, standingOf, who } from './words.ts';

/** How long the axis is. */
export interface Scale {
  readonly seconds: number;
}

/** An operation that takes so much of the axis has its name in its bar. */
const NAMED = 0.09;

/** The lane of a guest. What is drawn is told in words as well. */
export function laneOf(guest: ReportGuest, scale: Scale, onlyBad: boolean): Html {
  const { begin = 0, seconds = 0, state, critical, waits, operations } = guest;
  const place = placer(scale);
  const { sign, tone } = standingOf(guest);
  const shown = onlyBad ? operations.filter(isBad) : operations;
  const bars = shown.map((one) => barOf(one, place, scale));
  const queue =
    begin / scale.seconds > 0.002 && html`<i class="wait" style="${place(0, begin)}"></i>`;
  const held = waits.map(
    ({ what, begin: from, end }) =>
      html`<i class="wait inner" style="${place(from, end - from)}" title="waits for ${what}, ${formatDuration(end - from)}"></i>`,
  );
  const turn = html`<i class="turn" style="${place(begin, seconds)}"></i>`;
  const star = critical && html`<span class="star" title="on the longest chain">★</span> `;
  const kinds = `${critical ? 'critical ' : ''}${state === 'failed' || state === 'cut off' ? 'bad' : ''}`;
  return html`<li class="lane ${kinds}"><span class="who" title="${nameOf(guest)}"><span class="sign ${tone}" aria-hidden="true">${sign}</span> ${star}${who(guest)}</span><span class="took">${formatDuration(seconds)}</span><span class="track" aria-hidden="true">${queue}${turn}${held}${bars}</span><span class="unseen">${spoken(guest)}</span></li>
`;
}

type Place = (from: number, seconds: number) => string;

function placer({ seconds: all }: Scale): Place {
  const percent = (part: number) => Math.round((part / all) * 10_000) / 100;
  return (from, seconds) => `left:${percent(from)}%;width:${percent(seconds)}%`;
}

function barOf(operation: ReportOperation, place: Place, scale: Scale): Html {
  const { id, begin, seconds } = operation;
  const { word } = resultOf(operation);
  const bad = isBad(operation) && ' bad';
  const open = operation.result === 'running' && ' open';
  const name = seconds / scale.seconds > NAMED && html`<span>${id}</span>`;
  const told = operation.result === 'done' ? id : `${id}: ${word}`;
  return html`<i class="op${bad}${open}" style="${place(begin, seconds)}" title="${told}, ${formatDuration(seconds)}">${name}</i>`;
}

function isBad({ result }: ReportOperation): boolean {
  return result === 'failed' || result === 'cut off';
}

/** `began after 4s, took 2s, failed, on the longest chain`. */
function spoken(guest: ReportGuest): string {
  const { begin = 0, critical } = guest;
  const words = [`began after ${formatDuration(begin)}`, standingOf(guest).word];
  if (critical) words.push('on the longest chain');
  return words.join(', ');
}
