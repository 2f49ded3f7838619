/** /etc/resolv.conf with these name servers, in the place of the first one; all other lines stay. */
export function withNameservers(text: string, servers: readonly string[]): string {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const isServer = (line: string) => /^\s*nameserver\s/.test(line);
  const present = lines.filter(isServer).map((line) => line.trim().split(/\s+/)[1]);
  if (present.join(' ') === servers.join(' ')) return text;
  const at = lines.findIndex(isServer);
  const before = at < 0 ? lines : lines.slice(0, at);
  const after = at < 0 ? [] : lines.slice(at).filter((line) => !isServer(line));
  const own = servers.map((server) => `nameserver ${server}`);
  return `${[...before, ...own, ...after].join('\n')}\n`;
}
