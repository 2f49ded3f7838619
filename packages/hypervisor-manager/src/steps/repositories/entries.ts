/** A package source as one of apt's files has it. */
export interface SourceEntry {
  readonly path: string;
  /** Index of its line (one-line form) or of the first line of its stanza (deb822). */
  readonly line: number;
  readonly enabled: boolean;
  readonly uris: readonly string[];
  readonly suites: readonly string[];
  readonly components: readonly string[];
  /** Keyring that the entry names. */
  readonly signedBy?: string;
}

/** The entries of a file of sources; its name tells the form. */
export function entriesOf(path: string, text: string): SourceEntry[] {
  return path.endsWith('.sources') ? stanzas(path, text) : lines(path, text);
}

function lines(path: string, text: string): SourceEntry[] {
  return text.split('\n').flatMap((line, at) => {
    const match = /^\s*(#\s*)?deb\s+(?:\[([^\]]*)\]\s*)?(\w+:\/\/\S+)\s+(\S+)\s*([^#]*)/.exec(line);
    if (match === null) return [];
    const [, off, options = '', uri = '', suite = '', components = ''] = match;
    const signedBy = /(?:^|\s)signed-by=(\S+)/.exec(options)?.[1];
    return [
      {
        path,
        line: at,
        enabled: off === undefined,
        uris: [uri],
        suites: [suite],
        components: words(components),
        ...(signedBy !== undefined && { signedBy }),
      },
    ];
  });
}

function stanzas(path: string, text: string): SourceEntry[] {
  const all = text.split('\n');
  return stanzaStarts(all).flatMap((at) => {
    const fields = fieldsOf(all, at);
    const uris = words(fields.get('uris') ?? '');
    if (uris.length === 0 || !words(fields.get('types') ?? '').includes('deb')) return [];
    const signedBy = fields.get('signed-by')?.trim();
    return [
      {
        path,
        line: at,
        enabled: !isOff(fields.get('enabled')),
        uris,
        suites: words(fields.get('suites') ?? ''),
        components: words(fields.get('components') ?? ''),
        ...(signedBy?.startsWith('/') === true && { signedBy }),
      },
    ];
  });
}

const isOff = (value = 'yes') => /^(?:no|false|without|off|disable|0)$/i.test(value.trim());

function stanzaStarts(all: readonly string[]): number[] {
  return all.flatMap((line, at) =>
    line.trim() !== '' && (all[at - 1] ?? '').trim() === '' ? [at] : [],
  );
}

/** Index behind the last line of a stanza. */
export function stanzaEnd(all: readonly string[], start: number): number {
  const end = all.findIndex((line, at) => at > start && line.trim() === '');
  return end < 0 ? all.length : end;
}

function fieldsOf(all: readonly string[], start: number): Map<string, string> {
  const fields = new Map<string, string>();
  let name = '';
  for (const line of all.slice(start, stanzaEnd(all, start))) {
    if (line.startsWith('#')) continue;
    const [, key, value = ''] = /^([\w-]+):(.*)$/.exec(line) ?? [];
    if (key !== undefined) name = key.toLowerCase();
    fields.set(name, key === undefined ? `${fields.get(name)} ${line.trim()}` : value.trim());
  }
  return fields;
}

const words = (text: string) => text.split(/\s+/).filter((word) => word !== '');
