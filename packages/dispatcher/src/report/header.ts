import { formatDuration, localTime } from '@phoenix/shared-runtime';
import { type Html, html } from './html.ts';
import type { Report } from './model.ts';
import { against, subjectWord, verdictOf } from './words.ts';

/** What was typed, how it came out, when, and how long it took. */
export function header(report: Report): Html {
  const { command, run, exit, since, seconds, expected } = report;
  const { sign, word, tone } = verdictOf(report);
  const status = exit === undefined || exit === 0 ? undefined : html` <small>exit ${exit}</small>`;
  const how = against(seconds, expected);
  const open = report.verdict === 'died' || report.verdict === 'unknown';
  return html`<header>
<p class="eyebrow">Phoenix run <span class="mono">${run}</span></p>
<h1><code>${command}</code></h1>
<p class="verdict ${tone}"><span aria-hidden="true">${sign}</span> ${word}${status}</p>
<dl class="facts">
${fact('Began', html`<time datetime="${since}">${localTime(new Date(since))}</time>`)}
${fact(open ? 'Last heard of after' : report.verdict === 'running' ? 'For' : 'Took', html`${formatDuration(seconds)}`)}
${expected !== undefined && fact('Expected', html`${formatDuration(expected)}`, report.verdict === 'done' ? how : undefined)}
${fact(subjectWord(report) === 'step' ? 'Steps' : 'Guests', html`${report.guests.length}`, countsText(report))}
</dl>
</header>`;
}

function fact(name: string, value: Html, more?: string): Html {
  return html`<div><dt>${name}</dt><dd>${value}${more !== undefined && html` <small>${more}</small>`}</dd></div>`;
}

/** `7 created, 1 failed, 1 skipped`. */
function countsText({ counts }: Report): string | undefined {
  const told = Object.entries(counts).filter(([, number]) => number > 0);
  return told.length === 0
    ? undefined
    : told.map(([word, number]) => `${number} ${word}`).join(', ');
}
