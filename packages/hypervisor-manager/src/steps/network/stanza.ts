import { withPrefix } from '../../look/address.ts';

/** `iface NAME inet METHOD` of a file of ifupdown2. */
interface Stanza {
  /** Index of its first line, and of the one behind its last. */
  readonly start: number;
  readonly end: number;
  readonly method: string;
}

/** What is declared of a stanza. */
export interface Wanted {
  /** With prefix. */
  readonly address: string;
  readonly gateway?: string;
}

const HEAD = /^\s*iface\s+(\S+)\s+inet\s+(\S+)/;
const NEXT =
  /^\s*(?:iface|auto|allow-\S+|no-auto-down|no-scripts|mapping|source|source-directory)\s/;

/** Whether a file has the IPv4 stanza of an interface. */
export function hasStanza(text: string, name: string): boolean {
  return find(text.split('\n'), name) !== undefined;
}

function find(lines: readonly string[], name: string): Stanza | undefined {
  const start = lines.findIndex((line) => HEAD.exec(line)?.[1] === name);
  if (start < 0) return undefined;
  const next = lines.findIndex((line, at) => at > start && NEXT.test(line));
  const method = HEAD.exec(lines[start] ?? '')?.[2] ?? '';
  return { start, end: next < 0 ? lines.length : next, method };
}

/** The file with address and gateway as declared; an address that is there already stays as written. */
export function withAddress(text: string, name: string, { address, gateway }: Wanted): string {
  const lines = text.split('\n');
  const stanza = find(lines, name);
  if (stanza === undefined) return text;
  const { start, end, method } = stanza;
  const body = lines.slice(start + 1, end);
  const at = body.findIndex((line) => /^\s*address\s+[\d.]+(?:\/\d+)?\s*$/.test(line));
  const mask = body.findIndex((line) => /^\s*netmask\s/.test(line));
  const present = withPrefix(valueOf(body[at]), mask < 0 ? undefined : valueOf(body[mask]));
  const others = body.some((line) => /^\s*address\s/.test(line) && valueOf(line) === address);
  if (present !== address && !others) {
    if (at >= 0) body[at] = replaced(body[at] ?? '', address);
    else body.unshift(`\taddress ${address}`);
    if (at >= 0 && mask >= 0) body.splice(mask, 1);
  }
  if (gateway !== undefined) setGateway(body, gateway);
  const head = lines[start] ?? '';
  const first = method === 'static' ? head : head.replace(/(\sinet\s+)\S+/, '$1static');
  return [...lines.slice(0, start), first, ...body, ...lines.slice(end)].join('\n');
}

function setGateway(body: string[], gateway: string): void {
  const at = body.findIndex((line) => /^\s*gateway\s/.test(line));
  if (at >= 0 && valueOf(body[at]) === gateway) return;
  if (at >= 0) body[at] = replaced(body[at] ?? '', gateway);
  else {
    const address = body.findLastIndex((line) => /^\s*address\s/.test(line));
    const indent = /^\s*/.exec(body[address] ?? '\t')?.[0] ?? '\t';
    body.splice(address + 1, 0, `${indent}gateway ${gateway}`);
  }
}

/** What is declared of it now, for a cause. */
export function addressIn(text: string, name: string): { address?: string; gateway?: string } {
  const lines = text.split('\n');
  const stanza = find(lines, name);
  if (stanza === undefined) return {};
  const body = lines.slice(stanza.start + 1, stanza.end);
  const option = (key: string) => body.find((line) => new RegExp(`^\\s*${key}\\s`).test(line));
  const [address, mask, gateway] = ['address', 'netmask', 'gateway'].map(option);
  return {
    ...(address !== undefined && {
      address: withPrefix(valueOf(address), mask === undefined ? undefined : valueOf(mask)),
    }),
    ...(gateway !== undefined && { gateway: valueOf(gateway) }),
  };
}

const valueOf = (line = '') => line.trim().split(/\s+/)[1] ?? '';
const replaced = (line: string, value: string) => line.replace(/^(\s*\S+\s+)\S+/, `$1${value}`);
