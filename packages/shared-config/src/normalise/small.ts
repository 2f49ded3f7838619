import type { FirewallRule, GuestFirewall } from '../common-types.ts';
import { misfitNetwork } from '../firewall-place.ts';
import { wordsOf } from '../words.ts';
import type { Notes } from './notes.ts';

/** Ids, written as text or number, each once. */
export function ids(values: readonly (string | number)[] | undefined): number[] {
  // flatMap, here and elsewhere: it closes the holes that broken items have left.
  return [...new Set((values ?? []).flatMap((value) => [Number(value)]))];
}

/** A list without holes. */
export function whole<Item>(list: readonly Item[] | undefined): Item[] {
  return (list ?? []).flatMap((item) => [item]);
}

/** Absent parts left out, so that a spread does not carry them. */
export function present<T extends object>(value: T): T {
  const kept: Partial<T> = {};
  for (const key in value) if (value[key] !== undefined) kept[key] = value[key];
  return kept as T;
}

/** A path as Proxmox writes it: no doubled and no closing slash. */
export function cleanPath(path: string): string {
  return path.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
}

/** GPU numbers of any of the spellings. */
export function gpus(
  value: string | number | readonly number[] | undefined,
  notes: Notes,
): number[] {
  if (value === undefined) return [];
  if (typeof value === 'number') return [value];
  if (typeof value !== 'string') return [...value];
  if (/\s/.test(value)) {
    notes.warning('blank', ['gpu_assignment'], `has a blank: ${JSON.stringify(value)}`, {
      hint: `write ${JSON.stringify(value.replace(/\s/g, ''))}; other programs read the blank as part of a device name`,
    });
  }
  return wordsOf(value)
    .filter((word) => word !== 'none')
    .map(Number);
}

interface RuleInput extends Partial<Omit<FirewallRule, 'type' | 'action' | 'port'>> {
  type?: string | undefined;
  action?: string | undefined;
  port?: string | number | undefined;
}

/** One rule with its words in the case that Proxmox uses. */
export function firewallRule(
  rule: RuleInput,
  path: (string | number)[],
  notes: Notes,
): FirewallRule {
  const port = rule.port === undefined ? undefined : String(rule.port);
  const numbers = port?.match(/\d+/g)?.map(Number) ?? [];
  if (
    port !== undefined &&
    /^[\d,:]+$/.test(port) &&
    numbers.some((one) => one < 1 || one > 65_535)
  ) {
    notes.error('invalid-value', [...path, 'port'], 'must be from 1 to 65535');
  }
  if (numbers.length > 15) {
    notes.error(
      'invalid-value',
      [...path, 'port'],
      'has more than 15 numbers, each range being two',
    );
  } else if (port?.split(',').some(isBackwards) === true) {
    notes.error('invalid-value', [...path, 'port'], 'has a range whose end is before its begin');
  }
  if (port !== undefined && !/^(?:tcp|udp|sctp|dccp|udplite|6|17)$/i.test(rule.proto ?? '')) {
    notes.error('invalid-value', [...path, 'port'], 'needs a proto that has ports', {
      hint: 'add "proto": "tcp" or "proto": "udp"',
    });
  }
  for (const key of ['source', 'dest'] as const) {
    const misfit = misfitNetwork(rule[key] ?? '');
    if (misfit === undefined) continue;
    const { network, meant } = misfit;
    const what = `has ${network}, which is a host in a network: Proxmox may leave the rule out`;
    notes.warning('no-network', [...path, key], what, {
      hint: `write "${meant}" for the network, or "${network.replace(/\/.*/, '')}" for the host`,
    });
  }
  return present({
    ...rule,
    type: rule.type?.toLowerCase() === 'out' ? 'out' : 'in',
    action: (rule.action?.toUpperCase() ?? 'ACCEPT') as FirewallRule['action'],
    port,
  });
}

function isBackwards(range: string): boolean {
  const [first, last] = range.split(':').map(Number);
  return last !== undefined && Number(first) > last;
}

/** The firewall of a guest; undefined when none is declared, which leaves it as it is. */
export function guestFirewall(
  input: { enabled?: boolean | undefined; rules?: RuleInput[] | undefined } | undefined,
  notes: Notes,
): GuestFirewall | undefined {
  if (input === undefined) return undefined;
  return {
    enabled: input.enabled ?? false,
    rules: (input.rules ?? []).flatMap((rule, index) => [
      firewallRule(rule, ['firewall', 'rules', index], notes),
    ]),
  };
}
