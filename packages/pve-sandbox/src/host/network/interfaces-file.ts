/** A stanza of /etc/network/interfaces, the options of all stanzas of one interface together. */
export type Interface = {
  name: string;
  auto: boolean;
  method: string;
  options: [key: string, value: string][];
};

/** What was read, and what ifupdown2 says is wrong. */
export type Interfaces = { interfaces: Interface[]; errors: string[] };

/** Reads a file; `files` answers the paths that a `source` line names, `read` a file's text. */
export function parseInterfaces(
  file: string,
  read: (path: string) => string | undefined,
  files: (pattern: string) => string[],
): Interfaces {
  const found = new Map<string, Interface>();
  const autos = new Set<string>();
  const errors: string[] = [];
  readFile(file);
  const interfaces = [...found.values()].map((one) => ({ ...one, auto: autos.has(one.name) }));
  return { interfaces, errors };

  function readFile(path: string): void {
    let current: Interface | undefined;
    for (const [index, raw] of (read(path) ?? '').split('\n').entries()) {
      const [word = '', ...rest] = raw.trim().split(/\s+/);
      const wrong = (text: string) => errors.push(`error: ${path}: line${index + 1}: ${text}`);
      if (word === '' || word.startsWith('#')) continue;
      if (word === 'auto' || word.startsWith('allow-')) {
        for (const name of rest) autos.add(name);
        current = undefined;
      } else if (word === 'source' || word === 'source-directory') {
        current = undefined;
        const pattern = word === 'source' ? (rest[0] ?? '') : `${rest[0]}/*`;
        for (const one of files(pattern)) readFile(one);
      } else if (word === 'iface') {
        const [name, family = 'inet', method = 'static'] = rest;
        if (name === undefined) {
          wrong(`invalid iface line '${raw.trim()}'`);
          continue;
        }
        if (
          !['inet', 'inet6'].includes(family) ||
          !['static', 'manual', 'dhcp', 'loopback', 'auto'].includes(method)
        ) {
          wrong(`iface ${name}: unsupported address family or method '${rest.slice(1).join(' ')}'`);
          continue;
        }
        const before = found.get(name);
        current = before ?? { name, auto: false, method, options: [] };
        if (family === 'inet') current.method = method;
        found.set(name, current);
      } else if (current === undefined) wrong(`error processing line '${raw.trim()}'`);
      else if (rest.length === 0 && !isFlag(word))
        wrong(`iface ${current.name}: invalid syntax '${raw.trim()}'`);
      else current.options.push([word.replaceAll('_', '-'), rest.join(' ')]);
    }
  }
}

const isFlag = (word: string): boolean =>
  /^(bridge-vlan-aware|bond-slaves|bridge-ports)$/.test(word);

/** All values of an option. */
export const optionsOf = ({ options }: Interface, key: string): string[] =>
  options.flatMap(([name, value]) => (name === key ? [value] : []));
