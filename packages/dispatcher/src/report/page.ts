import { failures } from './failures.ts';
import { guestsTable } from './guests-table.ts';
import { header } from './header.ts';
import { type Html, html, textOfHtml, trusted } from './html.ts';
import type { Report } from './model.ts';
import { operationsTable, slowest } from './operations-table.ts';
import { STYLE } from './style.ts';
import { timeline } from './timeline.ts';
import { waitingGraph } from './waiting-graph.ts';
import { subjectWord, verdictOf } from './words.ts';

/** Nothing is fetched, nothing runs, nothing is sent; only the page's own style counts. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The report as a page that stands alone. */
export function pageOf(report: Report): string {
  const parts = [
    ['failures', 'What went wrong', failures(report)],
    ['guests', subjectWord(report) === 'step' ? 'Steps' : 'Guests', guestsTable(report)],
    ['timeline', 'Timeline', timeline(report)],
    ['slowest', 'Slowest operations', slowest(report)],
    ['graph', 'Who waited for whom', waitingGraph(report)],
    ['operations', 'Every operation', operationsTable(report)],
  ] as const;
  const there = parts.flatMap(([id, title, content]) =>
    content === undefined ? [] : [{ id, title, content }],
  );
  const [first] = there;
  const links = there.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`);
  const nothing = html`<p>The run has told of nothing that it did.</p>`;
  return textOfHtml(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${verdictOf(report).word}: ${report.command}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
${first !== undefined && html`<a class="skip" href="#${first.id}">Skip to: ${first.title}</a>`}
${header(report)}
${there.length > 1 && html`<nav aria-label="Parts of this report"><ul>${links}</ul></nav>`}
<main>
${there.length === 0 ? nothing : there.map(({ content }) => content)}
</main>
<footer><p>Made by <code>phoenix report ${report.run}</code>${stillOpen(report)}.</p></footer>
</body>
</html>
`);
}

/** A report of a run that goes on tells of the moment in which it was made. */
function stillOpen({ verdict }: Report): Html | undefined {
  return verdict === 'running' ? html` while the run was at work` : undefined;
}
