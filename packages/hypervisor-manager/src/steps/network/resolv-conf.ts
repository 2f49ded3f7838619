/** /etc/resolv.conf with these name servers where the first one stood; all other lines stay. */
export function withNameservers(text: string, servers: readonly string[]): string {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  if (nameserversOf(text).join(' ') === servers.join(' ')) return text;
  const at = lines.findIndex(isServer);
  const before = at < 0 ? lines : lines.slice(0, at);
  const after = at < 0 ? [] : lines.slice(at).filter((line) => !isServer(line));
  const own = servers.map((server) => `nameserver ${server}`);
  return `${[...before, ...own, ...after].join('\n')}\n`;
}

/** The name servers of a resolv.conf, in their order. */
export function nameserversOf(text: string): string[] {
  const lines = text.split('\n').filter(isServer);
  return lines.map((line) => line.trim().split(/\s+/)[1] ?? '');
}

const isServer = (line: string) => /^\s*nameserver\s/.test(line);
