/** One package source as apt reads it, wherever it stands. */
export interface Source {
  readonly file: string;
  readonly enabled: boolean;
  readonly uris: readonly string[];
  readonly suites: readonly string[];
  readonly components: readonly string[];
  readonly signedBy: string | undefined;
  /** First and last line of what it stands on, from 0. */
  readonly lines: readonly [number, number];
}

/** The sources in a file, in one-line (.list) or deb822 (.sources) form; comments are none. */
export function sourcesIn(file: string, text: string): Source[] {
  return file.endsWith('.sources') ? stanzasIn(file, text) : entriesIn(file, text);
}

function entriesIn(file: string, text: string): Source[] {
  return text.split('\n').flatMap((line, index): Source[] => {
    const found = /^\s*deb\s+(?:\[([^\]]*)\]\s*)?(\S+)\s+(\S+)\s*([^#]*)/.exec(line);
    if (found === null) return [];
    const [, options = '', uri = '', suite = '', components = ''] = found;
    return [
      {
        file,
        enabled: true,
        uris: [uri],
        suites: [suite],
        components: words(components),
        signedBy: /\bsigned-by=(\S+)/i.exec(options)?.[1],
        lines: [index, index],
      },
    ];
  });
}

function stanzasIn(file: string, text: string): Source[] {
  const lines = text.split('\n');
  const sources: Source[] = [];
  let begin = 0;
  for (let index = 0; index <= lines.length; index += 1) {
    if (index < lines.length && lines[index]?.trim() !== '') continue;
    const fields = fieldsOf(lines.slice(begin, index));
    if (words(fields.get('types') ?? '').includes('deb'))
      sources.push({
        file,
        enabled: !/^(?:no|false|0|off|without|disable)$/i.test(fields.get('enabled') ?? 'yes'),
        uris: words(fields.get('uris') ?? ''),
        suites: words(fields.get('suites') ?? ''),
        components: words(fields.get('components') ?? ''),
        signedBy: fields.get('signed-by')?.trim(),
        lines: [begin, index - 1],
      });
    begin = index + 1;
  }
  return sources;
}

function fieldsOf(lines: readonly string[]): Map<string, string> {
  const fields = new Map<string, string>();
  let name = '';
  for (const line of lines) {
    if (line.startsWith('#')) continue;
    const [, key, value = ''] = /^([\w-]+):(.*)$/.exec(line) ?? [];
    if (key !== undefined) name = key.toLowerCase();
    const text = key === undefined ? line : value;
    if (name !== '') fields.set(name, `${fields.get(name) ?? ''} ${text.trim()}`.trim());
  }
  return fields;
}

/** The text of a file with that source switched off; all other lines as they were. */
export function switchedOff(text: string, { file, lines }: Source): string {
  const all = text.split('\n');
  const [first, last] = lines;
  if (!file.endsWith('.sources')) {
    all[first] = `# ${all[first]}`;
    return all.join('\n');
  }
  const at = all.findIndex(
    (line, index) => index >= first && index <= last && /^Enabled:/i.test(line),
  );
  if (at >= 0) all[at] = 'Enabled: no';
  else all.splice(last + 1, 0, 'Enabled: no');
  return all.join('\n');
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
