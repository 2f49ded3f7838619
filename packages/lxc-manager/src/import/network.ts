import { stays, type Unspeakable, type Words } from '@phoenix/shared-runtime/guests';
import { formatProperties, parseProperties } from '@phoenix/shared-runtime/pve';

/** What net0 declares, and whether the firewall of Proxmox looks at it. */
export interface Card extends Words {
  readonly network: Readonly<Record<string, unknown>>;
  readonly isFiltered: boolean;
}

/** net0 and the name servers; a container without an IPv4 address on a bridge cannot be declared. */
export function networkWords(
  net0: string | undefined,
  nameserver: string | undefined,
): Card | Unspeakable {
  if (net0 === undefined) return { cannot: 'it has no net0, and a declared container has one' };
  const { name, bridge, ip, gw, ip6, gw6, hwaddr, type, firewall, ...others } =
    parseProperties(net0);
  if (name === undefined || bridge === undefined || ip === undefined || ip === 'manual')
    return {
      cannot: `the network card of a declared container has a bridge and an IPv4 address, or dhcp: net0: ${net0}`,
    };
  const network = {
    name,
    bridge,
    ip,
    ...(gw === undefined ? {} : { gw }),
    ...(ip6 === undefined ? {} : { ip6 }),
    ...(gw6 === undefined ? {} : { gw6 }),
    ...(nameserver === undefined ? {} : { nameservers: nameserver.split(/[\s,;]+/) }),
  };
  const rest = { ...others, ...(type === undefined || type === 'veth' ? {} : { type }) };
  return {
    network,
    isFiltered: firewall === '1',
    keys: hwaddr === undefined ? {} : { mac_address: hwaddr },
    notes: Object.keys(rest).length === 0 ? [] : [stays('net0', formatProperties(rest))],
  };
}
