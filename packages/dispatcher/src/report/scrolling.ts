import { type Html, html } from './html.ts';

/** What may be wider or longer than its place: it scrolls by itself, with the keyboard as well. */
export function scrolling(label: string, content: Html): Html {
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">
${content}
</div>`;
}
