import { type Html, html } from './html.ts';

/** Rows from which on a table scrolls in itself rather than with the page. */
const LONG = 30;

/**
 * What may be wider than its place, or longer than anybody wants to pass: it scrolls by itself, with the
 * keyboard as well.
 */
export function scrolling(label: string, content: Html, rows = 0): Html {
  return html`<div class="scroll${rows > LONG && ' long'}" role="region" aria-label="${label}: may scroll" tabindex="0">
${content}
</div>`;
}
