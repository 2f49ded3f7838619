import type { FirewallRule } from '@phoenix/shared-config';
import type { Operation } from '../../operation.ts';
import type { Guest } from '../guest.ts';
import { HOST } from '../paths.ts';

/** Ends each rule that Phoenix wrote; rules without it belong to somebody else and stay. */
const MARK = 'phoenix';
const HEADER = /^\s*\[(\w+)[^\]]*\]\s*$/;

/** One rule in the form of Proxmox's firewall files. */
export function ruleLine(rule: FirewallRule): string {
  const parts = [rule.type.toUpperCase(), rule.action];
  if (rule.iface !== undefined) parts.push('-i', rule.iface);
  if (rule.source !== undefined) parts.push('-source', rule.source);
  if (rule.dest !== undefined) parts.push('-dest', rule.dest);
  if (rule.proto !== undefined) parts.push('-p', rule.proto);
  if (rule.port !== undefined) parts.push('-dport', rule.port);
  const comment = rule.comment === undefined ? MARK : `${MARK}: ${rule.comment}`;
  return `${parts.join(' ')} # ${comment}`;
}

/**
 * The guest's firewall file as declared: on or off, our rules first in their order, everything
 * that is not ours unchanged. All rules go live in one write; there is no moment without them.
 */
export function firewallText(
  current: string | undefined,
  rules: readonly FirewallRule[],
  enabled = true,
): string {
  const sections = split(current ?? '');
  const options = sectionLines(sections, 'OPTIONS').filter((line) => !/^\s*enable\s*:/i.test(line));
  sections.set('OPTIONS', [`enable: ${enabled ? 1 : 0}`, ...trimmed(options)]);
  const foreign = sectionLines(sections, 'RULES').filter((line) => !isOurs(line));
  sections.set('RULES', [...rules.map(ruleLine), ...trimmed(foreign)]);
  const blocks: string[] = [];
  for (const [name, lines] of sections) {
    const body = name === '' ? trimmed(lines) : [`[${name}]`, '', ...trimmed(lines)];
    if (body.length > 0) blocks.push(body.join('\n'));
  }
  return `${blocks.join('\n\n')}\n`;
}

/** Content of a firewall file without regard to blank lines. */
function essence(text: string | undefined): string {
  return (text ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .join('\n');
}

/** Plans the firewall file of a guest that declares its firewall. */
export function firewallOperation(
  guest: Pick<Guest, 'id' | 'firewall'>,
  current: string | undefined,
): Operation[] {
  if (guest.firewall === undefined) return [];
  const { enabled, rules: declared } = guest.firewall;
  if (!enabled && current === undefined) return [];
  const content = firewallText(current, declared, enabled);
  if (essence(current) === essence(content)) return [];
  const count = declared.length;
  const rules = count === 0 ? 'no rules' : count === 1 ? '1 rule' : `${count} rules`;
  return [
    {
      id: 'firewall',
      doing: `write the firewall of ${guest.id}`,
      cause: enabled ? `firewall enabled with ${rules}` : 'firewall disabled',
      write: HOST.firewall(guest.id),
      content,
      mode: 0o640,
    },
  ];
}

function split(text: string): Map<string, string[]> {
  const sections = new Map<string, string[]>([['', []]]);
  let name = '';
  for (const line of text.split('\n')) {
    const header = HEADER.exec(line);
    if (header && /^\s*\[(OPTIONS|RULES)\]/i.test(line)) name = (header[1] ?? '').toUpperCase();
    else if (header) name = line.trim().slice(1, -1);
    if (!sections.has(name)) sections.set(name, []);
    if (!header) sections.get(name)?.push(line);
  }
  return sections;
}

function sectionLines(sections: ReadonlyMap<string, string[]>, name: string): string[] {
  return sections.get(name) ?? [];
}

function trimmed(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => line.trim() !== '');
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return first < 0 ? [] : lines.slice(first, last + 1);
}

/** Whether a rule of a firewall file is one that Phoenix wrote. */
export function isOurs(line: string): boolean {
  return new RegExp(`#\\s*${MARK}(:|\\s*$)`).test(line);
}
