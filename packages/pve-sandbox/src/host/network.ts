import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Declared, guests, type JsonObject, object, text } from './declared.ts';
import { writeMissing } from './write-missing.ts';

/** The bridges that the configuration names; vmbr0 is always there. */
export function bridgeNames(declared: Declared): string[] {
  const name = (network: JsonObject) => text(network.bridge) ?? text(network.network_bridge);
  const used = [
    text(interfaces(declared).name),
    name(object(declared.machines.vm_defaults)),
    ...guests(declared).flatMap((guest) => [name(guest), name(object(guest.network_config))]),
  ];
  const fine = used.filter((one) => one !== undefined && /^[a-zA-Z][\w.-]{0,14}$/.test(one));
  return [...new Set(['vmbr0', ...fine])] as string[];
}

function interfaces({ hypervisor }: Declared): JsonObject {
  return object(object(hypervisor.network).interfaces);
}

/** /etc/network/interfaces and the bridges in /sys. */
export function makeNetwork(root: string, declared: Declared, bridges: readonly string[]): void {
  const { address, gateway, name } = interfaces(declared);
  const main = text(name) ?? 'vmbr0';
  const blocks = bridges.map((bridge) => {
    const fixed =
      bridge === main
        ? `inet static\n\taddress ${text(address) ?? '10.0.0.13/24'}\n` +
          `\tgateway ${text(gateway) ?? '10.0.0.1'}\n\tbridge-ports eno1\n`
        : 'inet manual\n\tbridge-ports none\n';
    return `auto ${bridge}\niface ${bridge} ${fixed}\tbridge-stp off\n\tbridge-fd 0\n`;
  });
  const start = ['auto lo\niface lo inet loopback\n', 'iface eno1 inet manual\n'];
  const interfacesText = `${[...start, ...blocks].join('\n')}\nsource /etc/network/interfaces.d/*\n`;
  writeMissing(root, { 'etc/network/interfaces': interfacesText });
  for (const link of ['lo', 'eno1', ...bridges]) {
    const directory = join(root, 'sys/class/net', link);
    mkdirSync(join(directory, ...(bridges.includes(link) ? ['bridge'] : [])), { recursive: true });
    writeFileSync(join(directory, 'operstate'), 'up\n');
  }
}
