import { existsSync } from 'node:fs';
import { OWN } from '../../record/files.ts';
import { readText, writeText } from '../../state/files.ts';
import { hostPath } from '../../state/paths.ts';
import { contains } from './cidr.ts';

/** An interface as it runs: its IPv4 addresses with prefixes, the ports of a bridge. */
export type Link = { name: string; addresses: string[]; up: boolean; ports?: string[] };

/** The running network: the kernel's on a real host, a file of the sandbox here. */
export type Running = { links: Link[]; gateway?: { address: string; device: string } };

const FILE = `${OWN}/network/running.json`;
const WORLD = `${OWN}/network/gateway`;

/** The running network. */
export const running = (): Running => JSON.parse(readText(FILE) ?? '{"links":[]}');

/** Writes the running network down. */
export const setRunning = (state: Running): void => writeText(FILE, `${JSON.stringify(state)}\n`);

/** The address of the only router that there is around the host; undefined when there is none. */
export const worldGateway = (): string | undefined => (readText(WORLD) ?? '').trim() || undefined;

/** Says which router there is around the host. */
export const setWorldGateway = (address: string): void => writeText(WORLD, `${address}\n`);

/** Every address that the host has, with prefixes. */
export const addressesNow = (): string[] => running().links.flatMap(({ addresses }) => addresses);

/** Network cards of the machine, by name: links in /sys that are no bridge and not lo. */
export const isCard = (name: string): boolean =>
  existsSync(hostPath(`/sys/class/net/${name}/device`)) || name === 'eno1';

/**
 * Whether the host reaches an address: its own, and the router's when a link that has a cable
 * carries an address in its network.
 */
export function reaches(address: string): boolean {
  const { links } = running();
  const own = links.some(
    (link) => link.up && link.addresses.some((one) => one.split('/')[0] === address),
  );
  if (own || address.startsWith('127.')) return true;
  return (
    address === worldGateway() &&
    links.some(
      (link) =>
        link.up &&
        (isCard(link.name) || (link.ports ?? []).some(isCard)) &&
        link.addresses.some((one) => contains(one, address)),
    )
  );
}
