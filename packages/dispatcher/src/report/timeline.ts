import { formatDuration } from '@phoenix/shared-runtime';
import { marksOf } from './axis.ts';
import { chainOf } from './chain-list.ts';
import { type Html, html } from './html.ts';
import { laneOf, type Scale } from './lane.ts';
import type { Report } from './model.ts';
import { subjectWord } from './words.ts';

/** So many lanes are drawn with room; of more each is low. */
const ROOMY = 40;

/** Operations that are drawn; in a run of more, lanes show the turns alone and what went wrong. */
const DRAWN = 4000;

/** A mark so far on the axis has its time at its left. */
const LATE = 0.93;

/** A lane for each guest that had its turn, with what it did and how long it waited. */
export function timeline(report: Report): Html | undefined {
  const turns = report.guests
    .filter(({ begin }) => begin !== undefined)
    .toSorted((a, b) => (a.begin ?? 0) - (b.begin ?? 0));
  if (turns.length === 0) return undefined;
  const ends = turns.map(({ begin = 0, seconds = 0 }) => begin + seconds);
  const scale: Scale = { seconds: Math.max(report.seconds, 0.001, ...ends) };
  const all = turns.reduce((sum, { operations }) => sum + operations.length, 0);
  const some = all > DRAWN;
  const idle = report.guests.length - turns.length;
  const word = subjectWord(report);
  const dense = turns.length > ROOMY && ' dense long';
  const step = html`${marksOf(scale.seconds).map(
    (mark) =>
      html`<i${mark / scale.seconds > LATE && html` class="end"`} style="left:${percent(mark / scale.seconds)}"><span>${formatDuration(mark)}</span></i>`,
  )}`;
  return html`<section id="timeline" aria-labelledby="timeline-title">
<h2 id="timeline-title">Timeline</h2>
${chainOf(report)}
<div class="scroll lanes${dense}${some && ' whole'}" role="region" aria-label="Lanes: may scroll" tabindex="0">
<div class="axis" aria-hidden="true"><div class="track">${step}</div></div>
<ol>
${turns.map((guest) => laneOf(guest, scale, some))}
</ol>
</div>
${legend(report.chain.length > 0)}
${some && html`<p class="quiet">There were ${all} operations: the lanes show turns and what went wrong.</p>`}
${idle > 0 && html`<p class="quiet">${idle} ${word}${idle === 1 ? '' : 's'} had no turn.</p>`}
</section>`;
}

function percent(part: number): string {
  return `${Math.round(part * 10_000) / 100}%`;
}

function legend(hasChain: boolean): Html {
  return html`<ul class="legend" aria-hidden="true"><li><i class="key op"></i> operation</li><li><i class="key op bad"></i> ended it</li><li><i class="key wait"></i> waiting</li>${hasChain && html`<li><i class="key op critical"></i> ★ longest chain</li>`}</ul>`;
}
