import { formatDuration } from '@phoenix/shared-runtime';
import { type Html, html } from './html.ts';
import type { Report } from './model.ts';
import { who } from './words.ts';

/** The chain that set how long it took, in words. */
export function chainOf({ chain, guests, seconds }: Report): Html | undefined {
  if (chain.length === 0) return undefined;
  const byId = new Map(guests.map((guest) => [guest.id, guest]));
  const sum = chain.reduce((total, link) => total + link.seconds, 0);
  const links = chain.map(
    ({ id, seconds: took }) =>
      html`<li>${who(byId.get(id) ?? { id })} <small>${formatDuration(took)}</small></li>`,
  );
  return html`<div class="chain"><p><span class="star" aria-hidden="true">★</span> Longest chain: ${formatDuration(sum)} of ${formatDuration(seconds)}. Each of these waited for the one before it.</p>
<ol>${links}</ol></div>`;
}
