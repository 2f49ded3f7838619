import { inSubnet, parseCidr, parseIpv4 } from '../net.ts';
import { doubles } from './identity.ts';
import { called, type Member, type World } from './world.ts';

/** Addresses that two have, gateways that cannot be reached. All of it may be meant: warnings. */
export function checkAddresses(world: World): void {
  const { members, findings, hypervisor } = world;
  for (const [first, again] of doubles(members, addressOf)) {
    findings.warning(
      'duplicate-address',
      again.spot('network_config', 'ip'),
      `guest ${again.id}: address ${addressOf(again)} is that of guest ${called(first)} too`,
      { hint: 'give one of the two another address', guests: [first.id, again.id] },
    );
  }
  const host = hypervisor.network.interfaces;
  const hostAddress = parseCidr(host?.address)?.text;
  const gateways = new Set([host?.gateway, ...members.map(gatewayOf)]);
  for (const member of members) {
    checkGateway(member, world);
    const own = addressOf(member);
    if (own === undefined || (own !== hostAddress && !gateways.has(own))) continue;
    findings.warning(
      'taken-address',
      member.spot('network_config', 'ip'),
      `guest ${member.id}: address ${own} is that of the ${own === hostAddress ? 'host' : 'gateway'}`,
      { hint: 'give the guest another address', guests: [member.id] },
    );
  }
}

function checkGateway(member: Member, { findings }: World): void {
  const { ip, gw = '' } = member.draft.network_config ?? {};
  const own = parseCidr(ip);
  const gateway = parseIpv4(gw);
  if (own === undefined || gateway === undefined || inSubnet(gateway, own)) return;
  findings.warning(
    'gateway-outside',
    member.spot('network_config', 'gw'),
    `guest ${member.id}: gateway ${gw} is not in the network of ${ip}`,
    { hint: 'the guest cannot reach it; correct the one or the other', guests: [member.id] },
  );
}

/** The address without prefix length, undefined when it comes by DHCP. */
function addressOf({ draft }: Member): string | undefined {
  return parseCidr(draft.network_config?.ip)?.text;
}

function gatewayOf({ draft }: Member): string | undefined {
  return draft.network_config?.gw;
}
