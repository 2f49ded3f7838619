import { type Properties, parseProperties, valueHolds } from '@phoenix/shared-runtime/pve';

/** Properties whose first value may stand without its name: `agent: 1` is `enabled=1`. */
const LEADING: Readonly<Record<string, string>> = {
  agent: 'enabled',
  boot: 'legacy',
  cpu: 'cputype',
  memory: 'current',
  startup: 'order',
};

/** What Proxmox takes for a setting that a conf file does not mention. */
const DEFAULTS: Readonly<Record<string, string>> = {
  agent: 'enabled=0',
  cores: '1',
  cpu: 'kvm64',
  memory: '512',
  onboot: '0',
  protection: '0',
};

/** Settings that are true or false. */
const BOOLEAN = new Set(['onboot', 'protection']);

/** Settings that are lists, written with blanks, commas or semicolons between. */
const LISTS = new Set(['nameserver', 'searchdomain']);

/** The properties of a setting by name, also the one that may stand without. */
export function named(key: string, text: string): Properties {
  const { '': lead, ...rest } = parseProperties(text);
  const name = LEADING[key];
  return lead === undefined || name === undefined
    ? parseProperties(text)
    : { [name]: lead, ...rest };
}

/** True when two values of a setting mean the same; undefined: the conf file does not mention it. */
export function sameValue(key: string, a: string | undefined, b: string): boolean {
  const have = a ?? DEFAULTS[key];
  if (have === undefined) return b === '';
  if (have === b) return true;
  if (BOOLEAN.has(key)) return truth(have) === truth(b);
  if (LISTS.has(key)) return words(have) === words(b);
  if (key in LEADING) return sameProperties(named(key, have), named(key, b));
  if (key === 'cicustom' || /^ipconfig\d+$/.test(key))
    return sameProperties(parseProperties(have), parseProperties(b));
  return valueHolds(key, have, b);
}

function sameProperties(a: Properties, b: Properties): boolean {
  const text = (properties: Properties) =>
    Object.entries(properties)
      .map(([name, value]) => `${name}=${value}`)
      .sort()
      .join(',');
  return text(a) === text(b);
}

function truth(text: string): boolean {
  return /^(1|on|yes|true)$/i.test(text);
}

function words(text: string): string {
  return text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .join(' ');
}
