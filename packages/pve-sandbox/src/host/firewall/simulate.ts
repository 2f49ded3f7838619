import { addressNumber, contains } from '../network/cidr.ts';
import type { FirewallFile, Rule } from './firewall-file.ts';
import { holdsPort, macros } from './rule-words.ts';

/** A packet that is asked about. */
export type Packet = {
  from: string;
  to: string;
  proto: string;
  source?: string;
  dest?: string;
  dport?: number;
  sport?: number;
};

/** The firewall's files, and the network that counts as the host's own. */
export type Setting = { cluster: FirewallFile; host: FirewallFile; localNetwork: string };

/** Ports of Proxmox that the management set reaches whatever the policy. */
const management = '8006,5900:5999,3128,22,60000:60050';

/** What becomes of a packet to or from the host: ACCEPT, DROP or REJECT, and why. */
export function decide(packet: Packet, setting: Setting): { action: string; why: string } {
  const { cluster, host } = setting;
  if (cluster.options.enable !== '1' || host.options.enable === '0')
    return { action: 'ACCEPT', why: 'firewall disabled' };
  const inbound = packet.to === 'host';
  for (const rule of [...host.rules, ...cluster.rules]) {
    const action = applied(rule, packet, setting, inbound ? 'in' : 'out');
    if (action !== undefined) return { action, why: `rule ${rule.type} ${rule.action}` };
  }
  if (packet.proto === 'tcp' && managed(packet, setting, inbound))
    return { action: 'ACCEPT', why: 'management' };
  const policy = inbound
    ? (cluster.options.policy_in ?? 'DROP')
    : (cluster.options.policy_out ?? 'ACCEPT');
  return { action: policy.toUpperCase(), why: 'policy' };
}

function managed(packet: Packet, setting: Setting, inbound: boolean): boolean {
  if (
    packet.dport === undefined ||
    !holdsPort(inbound ? management : '8006,22,5900:5999,3128', packet.dport)
  )
    return false;
  if (!inbound) return packet.dest !== undefined && contains(setting.localNetwork, packet.dest);
  return packet.source !== undefined && inSet('management', packet.source, setting);
}

function applied(
  rule: Rule,
  packet: Packet,
  setting: Setting,
  direction: string,
): string | undefined {
  if (!rule.enabled || rule.broken) return undefined;
  if (rule.type === 'group') {
    if (!onInterface(rule, packet)) return undefined;
    const group = setting.cluster.groups[rule.action.toLowerCase()] ?? [];
    return group
      .map((one) => applied(one, packet, setting, direction))
      .find((one) => one !== undefined);
  }
  return rule.type === direction && matches(rule, packet, setting) ? rule.action : undefined;
}

/** A packet from outside comes in by the bridge of the host's own address. */
const onInterface = ({ words }: Rule, packet: Packet): boolean => {
  if (words.i === undefined) return true;
  const other = packet.to === 'host' ? packet.from : packet.to;
  return words.i === (other === 'outside' ? 'vmbr0' : other);
};

function matches(rule: Rule, packet: Packet, setting: Setting): boolean {
  const { words, macro } = rule;
  const services =
    macro === undefined
      ? [[words.proto ?? '', words.dport ?? ''] as const]
      : (macros[macro.toLowerCase()] ?? []);
  const service = services.some(([proto, ports]) => {
    if (proto !== '' && proto !== packet.proto) return false;
    return ports === '' || (packet.dport !== undefined && holdsPort(ports, packet.dport));
  });
  const ports =
    words.sport === undefined ||
    (packet.sport !== undefined && holdsPort(words.sport, packet.sport));
  return (
    service &&
    ports &&
    onInterface(rule, packet) &&
    isAddress(words.source, packet.source, setting) &&
    isAddress(words.dest, packet.dest, setting)
  );
}

function isAddress(
  wanted: string | undefined,
  address: string | undefined,
  setting: Setting,
): boolean {
  if (wanted === undefined) return true;
  if (address === undefined) return false;
  const [, set] = /^\+(?:\w+\/)?(\S+)$/.exec(wanted) ?? [];
  if (set !== undefined) return inSet(set.toLowerCase(), address, setting);
  return wanted.split(',').some((part) => holdsAddress(resolved(part, setting), address));
}

function resolved(word: string, { cluster, host, localNetwork }: Setting): string {
  const name = word.replace(/^(dc|guest)\//, '').toLowerCase();
  const alias = host.aliases[name] ?? cluster.aliases[name];
  return alias ?? (name === 'local_network' ? localNetwork : word);
}

function holdsAddress(range: string, address: string): boolean {
  const [from = '', to] = range.split('-');
  if (to === undefined) return contains(range.includes('/') ? range : `${range}/32`, address);
  const value = addressNumber(address) ?? -1;
  return value >= (addressNumber(from) ?? 0) && value <= (addressNumber(to) ?? -1);
}

/** An entry with `!` keeps an address out. The management set always has the local network. */
function inSet(name: string, address: string, setting: Setting): boolean {
  const { cluster, host } = setting;
  const own = host.sets[name] ?? cluster.sets[name] ?? [];
  const local = resolved('local_network', setting);
  const entries = name === 'management' ? [...own, local] : own;
  const holds = (entry: string) => holdsAddress(resolved(entry, setting), address);
  return (
    entries.some((one) => !one.startsWith('!') && holds(one)) &&
    !entries.some((one) => one.startsWith('!') && holds(one.slice(1)))
  );
}
