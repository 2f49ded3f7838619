import { formatDuration } from '@phoenix/shared-runtime';
import { type Html, html } from './html.ts';
import type { Report, ReportGuest, ReportOperation } from './model.ts';
import { scrolling } from './scrolling.ts';
import { AS_EXPECTED, against, duration, resultOf, signed, who } from './words.ts';

/** Rows of the table of all operations; the rest is left to --json. */
const ROWS = 1500;

/** How many of the longest ones are told. */
const SLOWEST = 10;

interface Done {
  readonly guest: ReportGuest;
  readonly operation: ReportOperation;
}

/** The longest operations, beside what they took before; undefined where none took any time. */
export function slowest(report: Report): Html | undefined {
  const longest = allOf(report)
    .toSorted((a, b) => b.operation.seconds - a.operation.seconds)
    .slice(0, SLOWEST)
    .filter(({ operation }) => operation.seconds >= 0.05);
  const most = longest[0]?.operation.seconds;
  if (most === undefined) return undefined;
  const scale = Math.max(most, ...longest.map(({ operation }) => operation.expected ?? 0));
  const known = longest.some(({ operation }) => operation.expected !== undefined);
  const rows = longest.map(({ guest, operation }) => {
    const { id, seconds, expected, result } = operation;
    const how = result === 'done' ? against(seconds, expected) : resultOf(operation).word;
    const than = how !== undefined && how !== AS_EXPECTED && html` <small>${how}</small>`;
    const mark =
      expected !== undefined && html`<i class="mark" style="left:${part(expected, scale)}"></i>`;
    const before = known && html`<td class="number">${duration(expected)}${than}</td>`;
    return html`<tr><th scope="row">${id}</th><td>${who(guest)}</td><td class="meter" aria-hidden="true"><span><i class="bar" style="width:${part(seconds, scale)}"></i>${mark}</span></td><td class="number">${duration(seconds)}</td>${before}</tr>
`;
  });
  const about = known
    ? 'Expected is what the same took in earlier runs here, the median of five; the stroke in a bar marks it.'
    : 'None of these has run here before, so that nothing was expected of them.';
  return html`<section id="slowest" aria-labelledby="slowest-title">
<h2 id="slowest-title">Slowest operations</h2>
${scrolling(
  'Slowest operations',
  html`<table><caption class="unseen">The longest operations, and what they took in earlier runs</caption>
<thead><tr><th scope="col">Operation</th><th scope="col">Of</th><td class="meter"></td><th scope="col" class="number">Took</th>${known && html`<th scope="col" class="number">Expected</th>`}</tr></thead>
<tbody>${rows}</tbody></table>`,
)}
<p class="quiet">${about}</p>
</section>`;
}

/** The timeline as a table, folded. */
export function operationsTable(report: Report): Html | undefined {
  const all = allOf(report).toSorted((a, b) => a.operation.begin - b.operation.begin);
  if (all.length === 0) return undefined;
  const rows = all.slice(0, ROWS).map(
    ({ guest, operation }) =>
      html`<tr><td class="number">${formatDuration(operation.begin)}</td><th scope="row">${who(guest)}</th><td class="what">${operation.id}</td><td>${signed(resultOf(operation))}</td><td class="number">${duration(operation.seconds)}</td><td class="number">${duration(operation.expected)}</td><td class="cause">${operation.cause}</td></tr>
`,
  );
  const more =
    all.length > ROWS &&
    html`<p class="quiet">The first ${ROWS} of ${all.length}; phoenix report ${report.run} --json has all.</p>`;
  return html`<section id="operations" aria-labelledby="operations-title">
<h2 id="operations-title">Every operation</h2>
<details><summary>The timeline as a table, ${all.length} row${all.length === 1 ? '' : 's'}</summary>
${scrolling(
  'Every operation',
  html`<table><caption class="unseen">Every operation in the order in which they began</caption>
<thead><tr><th scope="col" class="number">After</th><th scope="col">Of</th><th scope="col">Operation</th><th scope="col">Result</th><th scope="col" class="number">Took</th><th scope="col" class="number">Expected</th><th scope="col">Why</th></tr></thead>
<tbody>${rows}</tbody></table>`,
  all.length,
)}${more}</details>
</section>`;
}

function allOf({ guests }: Report): Done[] {
  return guests.flatMap((guest) => guest.operations.map((operation) => ({ guest, operation })));
}

function part(seconds: number, of: number): string {
  return `${Math.round((seconds / of) * 1000) / 10}%`;
}
