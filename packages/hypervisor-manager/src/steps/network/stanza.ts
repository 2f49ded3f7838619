import { withPrefix } from '../../look/address.ts';

/** The IPv4 part of an interface as a file of ifupdown2 has it. */
export interface Stanza {
  /** `static`, `manual`, `dhcp` and so on. */
  readonly method: string;
  /** With prefixes. */
  readonly addresses: readonly string[];
  readonly gateway?: string;
}

/** What is declared of an interface. */
export interface Wanted {
  /** With prefix. */
  readonly address: string;
  readonly gateway?: string;
}

interface Found extends Stanza {
  /** Index of its first line, and of the one behind its last option. */
  readonly start: number;
  readonly end: number;
}

const HEAD = /^\s*iface\s+(\S+)(?:\s+(inet6?)(?:\s+(\S+))?)?/;
const NEXT =
  /^\s*(?:iface|vlan|auto|allow-\S+|no-auto-down|no-scripts|mapping|source|source-directory)\s/;

/** The IPv4 stanza of an interface; undefined where the text has none. */
export function stanzaOf(text: string, name: string): Stanza | undefined {
  const found = find(text.split('\n'), name);
  if (found === undefined) return undefined;
  const { method, addresses, gateway } = found;
  return { method, addresses, ...(gateway !== undefined && { gateway }) };
}

/**
 * The text with address and gateway of an interface as declared. Everything else stays byte for
 * byte, also an address that is there already but is written in another way.
 */
export function withAddress(text: string, name: string, { address, gateway }: Wanted): string {
  const lines = text.split('\n');
  const found = find(lines, name);
  if (found === undefined) return text;
  const { start, end, addresses } = found;
  const body = lines.slice(start + 1, end);
  if (!addresses.includes(address)) {
    const at = body.findIndex(isAddress);
    if (at < 0) body.unshift(`\taddress ${address}`);
    else {
      const isMasked = !wordOf(body[at]).includes('/');
      body[at] = replaced(body[at], address);
      const mask = body.findIndex((line) => isOption(line, 'netmask'));
      if (isMasked && mask >= 0) body.splice(mask, 1);
    }
  }
  if (gateway !== undefined && found.gateway !== gateway) setGateway(body, gateway);
  return [...lines.slice(0, start + 1), ...body, ...lines.slice(end)].join('\n');
}

function find(lines: readonly string[], name: string): Found | undefined {
  const start = lines.findIndex((line) => {
    const [, one, family = 'inet'] = HEAD.exec(line) ?? [];
    return one === name && family === 'inet';
  });
  if (start < 0) return undefined;
  const next = lines.findIndex((line, at) => at > start && NEXT.test(line));
  const end = next < 0 ? lines.length : next;
  const body = lines.slice(start + 1, end);
  const mask = body.find((line) => isOption(line, 'netmask'));
  const gateway = body.find((line) => isOption(line, 'gateway'));
  return {
    start,
    end,
    method: HEAD.exec(lines[start] ?? '')?.[3] ?? 'static',
    addresses: body.filter(isAddress).map((line) => withPrefix(wordOf(line), mask && wordOf(mask))),
    ...(gateway !== undefined && { gateway: wordOf(gateway) }),
  };
}

function setGateway(body: string[], gateway: string): void {
  const at = body.findIndex((line) => isOption(line, 'gateway'));
  if (at >= 0) body[at] = replaced(body[at], gateway);
  else {
    const address = body.findLastIndex(isAddress);
    const indent = /^\s*/.exec(body[address] ?? '')?.[0] || '\t';
    body.splice(address + 1, 0, `${indent}gateway ${gateway}`);
  }
}

const isOption = (line: string, key: string) => line.trim().split(/\s+/)[0] === key;
const isAddress = (line: string) => isOption(line, 'address') && !wordOf(line).includes(':');
const wordOf = (line = '') => line.trim().split(/\s+/)[1] ?? '';
const replaced = (line = '', value: string) => line.replace(/^(\s*\S+\s+)\S+/, `$1${value}`);
