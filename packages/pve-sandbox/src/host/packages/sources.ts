import { list, readText } from '../../state/files.ts';

/** One suite of one repository that apt is to read. */
export type Source = {
  uri: string;
  suite: string;
  components: string[];
  /** The key file that `signed-by` names. */
  signedBy?: string;
  /** The sources file, and the line of a list entry or the number of a stanza. */
  from: string;
};

/** A sources file that apt cannot understand: its sentence. */
export class SourcesError extends Error {}

/** Every enabled source of /etc/apt, in apt's order of reading. @throws SourcesError */
export function aptSources(): Source[] {
  const folder = '/etc/apt/sources.list.d';
  const files = list(folder)
    .filter((name) => /\.(list|sources)$/.test(name))
    .map((name) => `${folder}/${name}`);
  return ['/etc/apt/sources.list', ...files].flatMap((file) => {
    const text = readText(file) ?? '';
    return file.endsWith('.sources') ? fromStanzas(text, file) : fromLines(text, file);
  });
}

/** The entries of a one-line-style file. */
export function fromLines(text: string, file: string): Source[] {
  return text.split('\n').flatMap((line, index) => {
    const plain = line.replace(/#.*/, '').trim();
    if (plain === '') return [];
    const found = /^(deb|deb-src)\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s*(.*)$/.exec(plain);
    if (found === null) {
      const type = plain.split(/\s+/)[0] ?? '';
      const why = /^deb(-src)?$/.test(type)
        ? `Malformed entry ${index + 1} in list file ${file} (Suite)`
        : `Type '${type}' is not known on line ${index + 1} in source list ${file}`;
      throw new SourcesError(why);
    }
    const [, type, options = '', uri = '', suite = '', components = ''] = found;
    if (type === 'deb-src') return [];
    const signedBy = /signed-by=(\S+)/.exec(options)?.[1];
    const entry = {
      uri: uri.replace(/\/$/, ''),
      suite,
      components: split(components),
      from: `${file}:${index + 1}`,
    };
    return [signedBy === undefined ? entry : { ...entry, signedBy }];
  });
}

/** The entries of a deb822-style file. */
export function fromStanzas(text: string, file: string): Source[] {
  const stanzas = text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .split(/\n\s*\n/)
    .filter((stanza) => stanza.trim() !== '');
  return stanzas.flatMap((stanza, index) => {
    const field = (name: string) =>
      new RegExp(`^${name}:[ \\t]*(.*(?:\\n[ \\t].*)*)`, 'im').exec(stanza)?.[1]?.trim();
    const types = field('Types');
    if (types === undefined) {
      throw new SourcesError(`Malformed stanza ${index + 1} in source list ${file} (type)`);
    }
    if (/^(no|false|0|off|without|disable)$/i.test(field('Enabled') ?? '')) return [];
    if (!split(types).includes('deb')) return [];
    const signedBy = field('Signed-By');
    if (field('URIs') === undefined) {
      throw new SourcesError(`Malformed entry ${index + 1} in sources file ${file} (URI)`);
    }
    if (field('Suites') === undefined) {
      throw new SourcesError(`Malformed entry ${index + 1} in sources file ${file} (Suite)`);
    }
    const components = split(field('Components') ?? '');
    const rest = {
      components,
      from: `${file}:${index + 1}`,
      ...(signedBy !== undefined && { signedBy }),
    };
    return split(field('URIs') ?? '').flatMap((uri) =>
      split(field('Suites') ?? '').map((suite) => ({
        uri: uri.replace(/\/$/, ''),
        suite,
        ...rest,
      })),
    );
  });
}

const split = (text: string): string[] => text.split(/\s+/).filter(Boolean);
