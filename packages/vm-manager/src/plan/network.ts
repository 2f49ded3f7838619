import type { VmGuest } from '@phoenix/shared-config';
import { formatProperties, type Properties, parseProperties } from '@phoenix/shared-runtime/pve';

/** Models of network cards; the name of the model is the name of the address: `virtio=BC:...`. */
const MODEL = /^(e1000.*|i825\w+|ne2k_(isa|pci)|pcnet|rtl8139|virtio|vmxnet3)$/;

/** A network card: model, address where one is given, and everything else by name. */
export interface Card {
  readonly model: string;
  readonly mac?: string | undefined;
  readonly rest: Properties;
}

/** net0 as declared, over what the VM has already: its model, its address, what nobody declares. */
export function desiredNet(guest: VmGuest, current: string | undefined): string {
  const card = parseCard(current ?? '');
  const rest: Record<string, string> = { ...card.rest, bridge: guest.network_bridge };
  if (guest.firewall?.enabled === true) rest.firewall = '1';
  if (guest.firewall?.enabled === false) delete rest.firewall;
  return format({ ...card, mac: guest.mac_address?.toUpperCase() ?? card.mac, rest });
}

/** True when two values of net0 mean the same; a value without address takes any. */
export function sameNet(a: string | undefined, b: string): boolean {
  if (a === undefined) return false;
  const have = parseCard(a);
  const want = parseCard(b);
  return normalized(have) === normalized({ ...want, mac: want.mac ?? have.mac });
}

/** What has to be read back of a card: an address that was not given is Proxmox's to choose. */
export function netExpectation(value: string): string {
  const card = parseCard(value);
  return card.mac === undefined ? formatProperties(sorted(card.rest)) : format(card);
}

/** The card that a clone has: another address. */
export function clonedNet(value: string): string {
  const { model, rest } = parseCard(value);
  return format({ model, rest });
}

/** A network card by its parts; virtio where no model is named. */
export function parseCard(text: string): Card {
  const { '': lead, model, macaddr, ...others } = parseProperties(text);
  const rest: Record<string, string> = {};
  let found: { model: string; mac?: string } | undefined;
  for (const [name, value] of Object.entries(others)) {
    if (MODEL.test(name)) found = { model: name, mac: value };
    else rest[name] = value;
  }
  const named = model ?? lead;
  if (found === undefined && named !== undefined)
    found = { model: named, ...(macaddr === undefined ? {} : { mac: macaddr }) };
  return { ...(found ?? { model: 'virtio' }), rest };
}

function format({ model, mac, rest }: Card): string {
  const lead = mac === undefined ? { '': model } : { [model]: mac };
  return formatProperties({ ...lead, ...sorted(rest) });
}

/** The bridge first, the others by name. */
function sorted({ bridge, ...rest }: Properties): Properties {
  const others = Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...(bridge === undefined ? {} : { bridge }), ...Object.fromEntries(others) };
}

function normalized({ model, mac, rest }: Card): string {
  const others = Object.entries(rest).filter(
    ([name, value]) => !(name === 'firewall' && value === '0'),
  );
  return [
    `${model}=${mac?.toUpperCase() ?? ''}`,
    ...others.map(([name, value]) => `${name}=${value}`).sort(),
  ].join(',');
}
