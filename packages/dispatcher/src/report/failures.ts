import { type Html, html } from './html.ts';
import type { Report, ReportGuest } from './model.ts';
import { nameOf, signed, standingOf, who } from './words.ts';

/** Logs of so many guests are open from the beginning. */
const OPEN = 3;

/** What went wrong, with the reason and what was said last; undefined when nothing did. */
export function failures(report: Report): Html | undefined {
  const bad = report.guests.filter(({ state }) => state === 'failed' || state === 'cut off');
  const left = report.guests.filter(({ state }) => state === 'skipped');
  if (bad.length === 0 && left.length === 0) return undefined;
  return html`<section id="failures" aria-labelledby="failures-title" tabindex="-1">
<h2 id="failures-title">What went wrong</h2>
${bad.map((guest, at) => failure(guest, at < OPEN))}
${left.length > 0 && skipped(left, new Set(bad.map(({ id }) => id)))}
</section>`;
}

function failure(guest: ReportGuest, open: boolean): Html {
  const { id, error, tail, operations } = guest;
  const last = operations.findLast(({ result }) => result === 'failed' || result === 'cut off');
  const where = last === undefined ? undefined : html` at <code>${last.id}</code>`;
  const [first = '', ...rest] = (error?.message ?? whyCutOff(guest)).split('\n');
  return html`<article class="failure" id="failure-${id}">
<h3>${who(guest)} <span class="where">${signed(standingOf(guest))}${where}</span></h3>
<p class="message">${first}</p>
${rest.length > 0 && html`<pre class="more">${rest.join('\n')}</pre>`}
${last !== undefined && last.cause !== '' && html`<p class="why">Why it was done: ${last.cause}</p>`}
${error?.hint !== undefined && html`<p class="hint"><b>Hint</b> ${error.hint}</p>`}
${
  tail !== undefined &&
  html`<details${open && html` open`}><summary>What was said last${tail.cut && html`, the end of the log`}</summary>
<pre tabindex="0" role="region" aria-label="Log of ${nameOf(guest)}">${tail.text}</pre>
<p class="path">${tail.path}</p></details>`
}
</article>`;
}

function whyCutOff({ state }: ReportGuest): string {
  return state === 'cut off' ? 'the run died while this was going on' : 'no reason was given';
}

/** What was not even begun, each with whom that is due to. */
function skipped(guests: readonly ReportGuest[], bad: ReadonlySet<ReportGuest['id']>): Html {
  const reasons = Map.groupBy(guests, ({ error }) => error?.message ?? 'no reason was given');
  const items = [...reasons].map(([reason, those]) => {
    const because = Number(/^because of (\d+)$/.exec(reason)?.[1]);
    const why = bad.has(because)
      ? html`because of <a href="#failure-${because}">${because}</a>`
      : html`${reason}`;
    const names = those.map(
      (one, at) => html`${at > 0 && ', '}<span class="name">${who(one)}</span>`,
    );
    return html`<li>${names}: ${why}</li>`;
  });
  return html`<h3 id="skipped">Skipped</h3><ul class="skipped">${items}</ul>`;
}
