import type { VmGuest } from '@phoenix/shared-config';
import { type Document, isMap, isPair, type YAMLMap } from 'yaml';
import { parseTemplate } from './site-template.ts';
import { fillTokens } from './tokens.ts';
import { node, written } from './yaml.ts';

/**
 * The network as the site's own template has it, with the addresses of this VM. There is none
 * without a template: Proxmox makes a better one, since it knows the card's hardware address.
 * Throws when the template is broken, of which `templateProblems` tells before.
 */
export function networkConfig(guest: VmGuest, template: string): string {
  const document = parseTemplate('network-config', template);
  fillTokens(document, guest);
  declareResolver(document, guest);
  return written(document);
}

/** Declared name servers and domains go before those of the template, which has no word for them. */
function declareResolver(document: Document, { network_config: network }: VmGuest): void {
  const servers = network?.nameservers?.length ? network.nameservers : undefined;
  const domains = network?.searchdomain ? network.searchdomain.split(' ') : undefined;
  const card = firstCard(document);
  if (card === undefined || (servers === undefined && domains === undefined)) return;
  const there = card.get('nameservers');
  const kept = isMap(there) ? there : (node({}) as YAMLMap);
  if (servers !== undefined) kept.set('addresses', node(servers));
  if (domains !== undefined) kept.set('search', node(domains));
  card.set('nameservers', kept);
}

/** The card in a file of version 2, under "network" or at the top. */
function firstCard(document: Document): YAMLMap | undefined {
  const top = document.contents;
  if (!isMap(top)) return undefined;
  const inner = top.get('network');
  const cards = (isMap(inner) ? inner : top).get('ethernets');
  const [first] = isMap(cards) ? cards.items : [];
  return isPair(first) && isMap(first.value) ? first.value : undefined;
}
