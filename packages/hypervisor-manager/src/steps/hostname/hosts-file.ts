/** The names that a host goes by: `pve`, `pve.example.org`. */
export interface HostNames {
  readonly short: string;
  readonly full: string;
}

/** The line of /etc/hosts that an address has; undefined when there is none. */
export function namesAt(text: string, address: string): readonly string[] | undefined {
  const line = text.split('\n').find((one) => wordsOf(one)[0] === address);
  return line === undefined ? undefined : wordsOf(line).slice(1);
}

/**
 * /etc/hosts in which the host's own address has its names, first the full one; the former names
 * are taken from that line, and no loopback line names the host. All else stays byte for byte.
 */
export function withHost(
  text: string,
  address: string,
  { short, full }: HostNames,
  former: string,
): string {
  const own = [...new Set([full, short])];
  let found = false;
  const lines = text.split('\n').flatMap((line) => {
    const [at = '', ...names] = wordsOf(line);
    if (at === address && !found) {
      found = true;
      const rest = names.filter((name) => !own.includes(name) && name.split('.')[0] !== former);
      const wanted = [...own, ...rest];
      return wanted.join(' ') === names.join(' ')
        ? [line]
        : [`${at} ${wanted.join(' ')}${remark(line)}`];
    }
    if (!isLoopback(at) || !names.some((name) => isOneOf(name, own, former))) return [line];
    const rest = names.filter((name) => !isOneOf(name, own, former));
    return rest.length === 0 ? [] : [`${at} ${rest.join(' ')}${remark(line)}`];
  });
  if (found) return lines.join('\n');
  const end = lines.at(-1) === '' ? lines.length - 1 : lines.length;
  return [...lines.slice(0, end), `${address} ${own.join(' ')}`, ''].join('\n');
}

const isLoopback = (address: string) => address.startsWith('127.') || address === '::1';
const isOneOf = (name: string, own: readonly string[], former: string) =>
  name !== 'localhost' && (own.includes(name) || name === former);
const wordsOf = (line: string) => line.replace(/#.*/, '').trim().split(/\s+/);
const remark = (line: string) => (line.includes('#') ? ` ${line.slice(line.indexOf('#'))}` : '');
