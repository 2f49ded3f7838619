import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { list, readText } from '../../state/files.ts';
import { hostPath } from '../../state/paths.ts';
import { err } from '../../state/talk.ts';
import { addressNumber, parseCidr, prefixOf } from './cidr.ts';
import { type Interface, type Interfaces, optionsOf, parseInterfaces } from './interfaces-file.ts';
import { isCard, type Link, type Running, running, setRunning } from './running.ts';

/** /etc/network/interfaces with the files that it sources. */
export function readInterfaces(file = '/etc/network/interfaces'): Interfaces {
  return parseInterfaces(file, readText, (pattern) => {
    const folder = pattern.slice(0, pattern.lastIndexOf('/'));
    const name = pattern
      .slice(pattern.lastIndexOf('/') + 1)
      .replace(/[.+^${}()|\\]/g, '\\$&')
      .replaceAll('*', '.*');
    return list(folder)
      .filter((one) => new RegExp(`^${name}$`).test(one) && !one.startsWith('.'))
      .map((one) => `${folder}/${one}`);
  });
}

/** An interface's addresses, a netmask taken in; undefined when one is no address. */
export function addressesOf(one: Interface): string[] | undefined {
  const mask = optionsOf(one, 'netmask')[0];
  const all = optionsOf(one, 'address').filter((address) => !address.includes(':'));
  const full = all.map((address) =>
    address.includes('/') || mask === undefined ? address : `${address}/${prefixOf(mask)}`,
  );
  return full.every((address) => parseCidr(address) !== undefined) ? full : undefined;
}

/** What is wrong with addresses and gateways, in ifupdown2's form. */
export function valueErrors(interfaces: readonly Interface[]): string[] {
  return interfaces.flatMap((one) => {
    const bad =
      addressesOf(one) === undefined
        ? [`error: ${one.name}: invalid address '${optionsOf(one, 'address').join(' ')}'`]
        : [];
    const gateway = optionsOf(one, 'gateway').find(
      (address) => addressNumber(address) === undefined && !address.includes(':'),
    );
    return gateway === undefined
      ? bad
      : [...bad, `error: ${one.name}: invalid gateway '${gateway}'`];
  });
}

/** Brings the interfaces that come up by themselves into the state that the files declare. */
export function applyInterfaces(interfaces: readonly Interface[], only?: readonly string[]): void {
  const before = running();
  const chosen = interfaces.filter((one) =>
    only === undefined ? one.auto || isPort(one, interfaces) : only.includes(one.name),
  );
  const kept = before.links.filter(
    (link) =>
      !chosen.some((one) => one.name === link.name) && (only !== undefined || isCard(link.name)),
  );
  for (const link of before.links) {
    const gone =
      only === undefined && !interfaces.some((one) => one.name === link.name) && !isCard(link.name);
    if (gone) rmSync(hostPath(`/sys/class/net/${link.name}`), { recursive: true, force: true });
  }
  const links = [...kept, ...chosen.map(linkOf)];
  for (const link of links) makeLink(link);
  const withGateway = chosen.find((one) => optionsOf(one, 'gateway').length > 0);
  const gateway = withGateway && {
    address: optionsOf(withGateway, 'gateway')[0] ?? '',
    device: withGateway.name,
  };
  const state: Running = { links };
  const old = before.gateway;
  const still =
    old !== undefined && only !== undefined && !only.includes(old.device) ? old : undefined;
  const next = gateway ?? still;
  setRunning(next === undefined ? state : { ...state, gateway: next });
}

function isPort({ name }: Interface, all: readonly Interface[]): boolean {
  return all.some((one) =>
    optionsOf(one, 'bridge-ports').some((ports) => ports.split(/\s+/).includes(name)),
  );
}

function linkOf(one: Interface): Link {
  const ports = optionsOf(one, 'bridge-ports')
    .flatMap((value) => value.split(/\s+/))
    .filter((port) => port !== 'none' && port !== '');
  const isBridge = one.options.some(([key]) => key === 'bridge-ports');
  const own = one.method === 'loopback' ? ['127.0.0.1/8'] : (addressesOf(one) ?? []);
  return { name: one.name, addresses: own, up: true, ...(isBridge && { ports }) };
}

function makeLink({ name, ports, up }: Link): void {
  const folder = hostPath(`/sys/class/net/${name}`);
  mkdirSync(ports === undefined ? folder : `${folder}/bridge`, { recursive: true });
  writeFileSync(`${folder}/operstate`, up ? 'up\n' : 'down\n');
}

/** What `systemctl restart networking` does. */
export function reloadQuietly(): number {
  const { interfaces, errors } = readInterfaces();
  const all = [...errors, ...valueErrors(interfaces)];
  for (const error of all) err(`${error}\n`);
  if (errors.length > 0) return 1;
  applyInterfaces(interfaces);
  return all.length > 0 ? 1 : 0;
}
