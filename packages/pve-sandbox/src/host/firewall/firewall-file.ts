import { macros, portError } from './rule-words.ts';

/** A rule as written: what it is for, and the words that limit it. */
export type Rule = {
  enabled: boolean;
  type: string;
  action: string;
  macro?: string;
  words: Partial<
    Record<'i' | 'proto' | 'dport' | 'sport' | 'source' | 'dest' | 'log' | 'icmp-type', string>
  >;
  broken: boolean;
};

/** A firewall file: options, names for addresses, lists of addresses, groups of rules, rules. */
export type FirewallFile = {
  options: Record<string, string>;
  aliases: Record<string, string>;
  sets: Record<string, string[]>;
  groups: Record<string, Rule[]>;
  rules: Rule[];
  warnings: string[];
};

/** What a rule may refer to besides its own file's names. */
export type Known = Pick<FirewallFile, 'aliases' | 'sets' | 'groups'>;

const none: Known = { aliases: {}, sets: {}, groups: {} };

/** Reads the text of a firewall file; what Proxmox complains of is in `warnings`, by line. */
export function parseFirewall(text: string, path: string, cluster: Known = none): FirewallFile {
  const file: FirewallFile = {
    options: {},
    aliases: {},
    sets: {},
    groups: {},
    rules: [],
    warnings: [],
  };
  let section: { kind: string; name: string } | undefined;
  const later: { line: string; at: number; into: Rule[] }[] = [];
  text.split('\n').forEach((raw, index) => {
    const line = raw.trim();
    const prefix = `${path} (line ${index + 1})`;
    if (line === '' || line.startsWith('#')) return;
    const head = /^\[(options|aliases|rules|group|ipset)(?:\s+(\S+))?\]/i.exec(line);
    if (head !== null) {
      section = { kind: (head[1] ?? '').toLowerCase(), name: (head[2] ?? '').toLowerCase() };
      if (section.kind === 'group') file.groups[section.name] = [];
      if (section.kind === 'ipset') file.sets[section.name] = [];
      return;
    }
    if (section === undefined) file.warnings.push(`${prefix}: skip line - no section`);
    else if (section.kind === 'options') option(file, line, prefix);
    else if (section.kind === 'aliases') {
      const [, name, cidr] = /^(\S+)\s+(\S+)(?:\s+#.*)?$/.exec(line) ?? [];
      if (name === undefined || cidr === undefined)
        file.warnings.push(`${prefix}: unable to parse alias: ${line}`);
      else file.aliases[name.toLowerCase()] = cidr;
    } else if (section.kind === 'ipset') {
      const entry = line.replace(/\s*#.*/, '');
      if (/^!?\s*\S+$/.test(entry)) file.sets[section.name]?.push(entry.replace(/\s/g, ''));
      else file.warnings.push(`${prefix}: unable to parse ipset entry - ${line}`);
    } else
      later.push({
        line,
        at: index + 1,
        into: section.kind === 'group' ? (file.groups[section.name] ?? []) : file.rules,
      });
  });
  const known = {
    aliases: { local_network: '', ...cluster.aliases, ...file.aliases },
    sets: { ...cluster.sets, ...file.sets },
    groups: { ...cluster.groups, ...file.groups },
  };
  for (const { line, at, into } of later) rule(file, line, `${path} (line ${at})`, known, into);
  return file;
}

function option(file: FirewallFile, line: string, prefix: string): void {
  const [, key, value] = /^(\w+):\s*(.*?)\s*$/.exec(line) ?? [];
  if (key === undefined || value === undefined) {
    file.warnings.push(`${prefix}: can't parse option '${line}'`);
    return;
  }
  const policy = /^policy_/.test(key) && !/^(ACCEPT|DROP|REJECT)$/i.test(value);
  const flag =
    /^(enable|ebtables|nosmurfs|ndp|nftables|tcpflags)$/.test(key) && !/^[01]$/.test(value);
  if (policy || flag) file.warnings.push(`${prefix}: can't parse option '${line}'`);
  else file.options[key] = value;
}

const patterns: [name: keyof Rule['words'], pattern: RegExp][] = [
  ['i', /^-i (\S+)\s*/],
  ['proto', /^(?:-p|--?proto) (\S+)\s*/],
  ['dport', /^--?dport (\S+)\s*/],
  ['sport', /^--?sport (\S+)\s*/],
  ['source', /^--?source (\S+)\s*/],
  ['dest', /^--?dest (\S+)\s*/],
  ['log', /^--?log (emerg|alert|crit|err|warning|notice|info|debug|nolog)\s*/],
  ['icmp-type', /^--?icmp-type (\S+)\s*/],
];

function rule(file: FirewallFile, line: string, prefix: string, known: Known, into: Rule[]): void {
  const plain = line.replace(/#.*$/, '').trim();
  const [, off, type = '', action = '', tail = ''] =
    /^(\|?)\s*(\S+)\s+(\S+)\s*(.*)$/.exec(plain) ?? [];
  if (type === '') {
    file.warnings.push(`${prefix}: unable to parse rule: ${plain}`);
    return;
  }
  const macro = /^(\S+)\((ACCEPT|DROP|REJECT)\)$/.exec(action);
  const words: Rule['words'] = {};
  let rest = tail;
  for (let found = true; found && rest !== ''; ) {
    found = false;
    for (const [name, pattern] of patterns) {
      const value = pattern.exec(rest);
      if (value === null) continue;
      words[name] = value[1] ?? '';
      rest = rest.slice(value[0].length);
      found = true;
      break;
    }
  }
  if (rest !== '') {
    file.warnings.push(`${prefix}: unable to parse rule parameters: ${rest}`);
    return;
  }
  const one = {
    enabled: off === '',
    type: type.toLowerCase(),
    action: macro?.[2] ?? action,
    words,
    ...(macro?.[1] !== undefined && { macro: macro[1] }),
  };
  const errors = errorsOf(one, known);
  if (errors.length > 0) {
    file.warnings.push(
      `${prefix} - errors in rule parameters: ${line}`,
      ...errors.map((error) => `  ${error}`),
    );
  }
  into.push({ ...one, broken: errors.length > 0 });
}

function errorsOf(rule: Omit<Rule, 'broken'>, known: Known): string[] {
  const { type, action, macro, words } = rule;
  const errors: string[] = [];
  if (type === 'group') {
    if (!(action.toLowerCase() in known.groups))
      return [`action: no such security group '${action}'`];
    return errors;
  }
  if (!['in', 'out', 'forward'].includes(type)) return [`type: unknown rule type '${type}'`];
  if (!/^(ACCEPT|DROP|REJECT)$/.test(action)) errors.push(`action: unknown action '${action}'`);
  if (macro !== undefined && !(macro.toLowerCase() in macros))
    errors.push(`macro: unknown macro '${macro}'`);
  for (const name of ['dport', 'sport'] as const) {
    const value = words[name];
    if (value === undefined) continue;
    const wrong = portError(value);
    if (wrong !== undefined) errors.push(`${name}: ${wrong}`);
    if (words.proto === undefined && macro === undefined)
      errors.push(`proto: missing property - '${name}' requires this property`);
    else if (words.proto !== undefined && !/^(tcp|udp|6|17|sctp|dccp|udplite)$/.test(words.proto)) {
      errors.push(`${name}: protocol '${words.proto}' does not support ports`);
    }
  }
  for (const name of ['source', 'dest'] as const) {
    const value = words[name];
    if (value === undefined) continue;
    const [, set] = /^\+(?:dc\/|guest\/|sdn\/)?(\S+)$/.exec(value) ?? [];
    if (set !== undefined) {
      if (!(set.toLowerCase() in known.sets) && set !== 'management')
        errors.push(`${name}: no such ipset '${set}'`);
    } else if (/^(dc\/|guest\/)?[A-Za-z][\w-]+$/.test(value)) {
      if (!(value.replace(/^(dc|guest)\//, '').toLowerCase() in known.aliases))
        errors.push(`${name}: no such alias '${value}'`);
    } else if (
      !value
        .split(',')
        .every(
          (one) => /^[\d./:a-fA-F-]+$/.test(one) && !/\d{4,}/.test(one.replace(/:[\da-f]+/gi, '')),
        )
    ) {
      errors.push(`${name}: invalid format - value '${value}' does not look like a valid address`);
    }
  }
  return errors;
}
