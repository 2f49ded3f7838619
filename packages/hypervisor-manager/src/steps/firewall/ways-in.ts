import type { FirewallRule } from '@phoenix/shared-config';
import { holds } from '../../look/address.ts';

/** A way by which the host is administered: it must not be closed. */
export interface WayIn {
  readonly port: number;
  /** Where it comes from. */
  readonly source: string;
}

/** What is known of the rules beside the declared ones. */
export interface Surroundings {
  /** Network of the host's own address, which Proxmox lets in to its own ports. */
  readonly localNetwork: string | undefined;
  /** Rules, sets or names of others that may decide as well. */
  readonly hasForeign: boolean;
  readonly policy: string;
}

/** Ports that Proxmox keeps open to the local network by itself. */
const MANAGEMENT = [22, 8006];

/**
 * What the declared rules, in the order in which Proxmox reads them, make of a way in: `open`,
 * `closed`, or `unknown` where names or the rules of others decide, which only Proxmox can tell.
 */
export function fate(
  way: WayIn,
  rules: readonly FirewallRule[],
  { localNetwork, hasForeign, policy }: Surroundings,
): 'open' | 'closed' | 'unknown' {
  for (const rule of rules) {
    const match = matches(rule, way);
    if (match === 'unknown') return 'unknown';
    if (match) return rule.action === 'ACCEPT' ? 'open' : hasForeign ? 'unknown' : 'closed';
  }
  if (hasForeign) return 'unknown';
  const isLocal = localNetwork !== undefined && holds(localNetwork, way.source);
  if (policy === 'ACCEPT' || (isLocal && MANAGEMENT.includes(way.port))) return 'open';
  return 'closed';
}

function matches(rule: FirewallRule, { port, source }: WayIn): boolean | 'unknown' {
  if (rule.type !== 'in' || (rule.proto !== undefined && !/^(?:tcp|6)$/.test(rule.proto)))
    return false;
  const ports = rule.port === undefined ? true : holdsPort(rule.port, port);
  if (ports === false) return false;
  const sources = rule.source === undefined ? true : holdsSource(rule.source, source);
  if (sources === false) return false;
  const isPlain = rule.iface === undefined && rule.dest === undefined;
  return isPlain && ports === true && sources === true ? true : 'unknown';
}

function holdsPort(text: string, port: number): boolean | 'unknown' {
  if (!/^[\d:,]+$/.test(text)) return 'unknown';
  return text.split(',').some((part) => {
    const [from = '', to = from] = part.split(':');
    return port >= Number(from) && port <= Number(to);
  });
}

function holdsSource(text: string, source: string): boolean | 'unknown' {
  if (!/^[\d./,]+$/.test(text)) return 'unknown';
  return text.split(',').some((part) => holds(part, source));
}
