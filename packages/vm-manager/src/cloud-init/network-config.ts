import type { VmGuest } from '@phoenix/shared-config';
import { parseTemplate } from './site-template.ts';
import { fillTokens } from './tokens.ts';
import { written } from './yaml.ts';

/**
 * The network as the site's own template has it, with the addresses of this VM. There is none
 * without a template: Proxmox makes a better one, since it knows the card's hardware address.
 * Throws when the template is broken, of which `templateProblems` tells before.
 */
export function networkConfig(guest: VmGuest, template: string): string {
  const document = parseTemplate('network-config', template);
  fillTokens(document, guest);
  return written(document);
}
