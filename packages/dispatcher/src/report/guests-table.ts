import { type Html, html } from './html.ts';
import type { Report, ReportGuest } from './model.ts';
import { scrolling } from './scrolling.ts';
import { AS_EXPECTED, against, duration, signed, standingOf, subjectWord, who } from './words.ts';

/** A row for each guest: how it came out, and how long that took against what was expected. */
export function guestsTable(report: Report): Html | undefined {
  const word = subjectWord(report);
  if (report.guests.length === 0) return undefined;
  const heading = word === 'step' ? 'Steps' : 'Guests';
  const hasExpected = report.guests.some(({ expected }) => expected !== undefined);
  return html`<section id="guests" aria-labelledby="guests-title">
<h2 id="guests-title">${heading}</h2>
${scrolling(
  heading,
  html`<table>
<caption class="unseen">How each ${word} came out</caption>
<thead><tr><th scope="col">${word === 'step' ? 'Step' : 'Guest'}</th><th scope="col">Outcome</th><th scope="col" class="number">Took</th>${hasExpected && html`<th scope="col" class="number">Expected</th>`}<th scope="col" class="number aside">Operations</th></tr></thead>
<tbody>
${report.guests.map((guest) => row(guest, hasExpected))}
</tbody></table>`,
  report.guests.length,
)}
${noted(report)}
</section>`;
}

function row(guest: ReportGuest, hasExpected: boolean): Html {
  const { id, state, seconds, expected, operations, critical } = guest;
  const isBad = state === 'failed' || state === 'cut off';
  const label = isBad ? html`<a href="#failure-${id}">${who(guest)}</a>` : who(guest);
  const star = critical && html` <span class="star" title="on the longest chain">★</span>`;
  const how = state === 'done' && seconds !== undefined ? against(seconds, expected) : undefined;
  const than = how === undefined || how === AS_EXPECTED ? undefined : html` <small>${how}</small>`;
  const planned = hasExpected && html`<td class="number">${duration(expected)}${than}</td>`;
  return html`<tr><th scope="row">${label}${star}</th><td>${signed(standingOf(guest))}</td><td class="number">${duration(seconds)}</td>${planned}<td class="number aside">${operations.length}</td></tr>
`;
}

/** What managers noted while they worked. */
function noted({ guests }: Report): Html | undefined {
  const notes = guests.flatMap((guest) => guest.notes.map((text) => ({ guest, text })));
  if (notes.length === 0) return undefined;
  return html`<h3>Notes</h3><ul class="notes">${notes.map(({ guest, text }) => html`<li>${who(guest)}: ${text}</li>`)}</ul>`;
}
