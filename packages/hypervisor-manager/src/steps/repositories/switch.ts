import { type SourceEntry, stanzaEnd } from './entries.ts';

/** The text of a file with some of its entries switched on or off; all else stays byte for byte. */
export function switched(text: string, entries: readonly SourceEntry[], on: boolean): string {
  const lines = text.split('\n');
  // From the last one on, since a stanza may grow by a line.
  for (const { path, line } of [...entries].sort((a, b) => b.line - a.line)) {
    if (path.endsWith('.sources')) switchStanza(lines, line, on);
    else lines[line] = on ? (lines[line] ?? '').replace(/#\s*/, '') : `# ${lines[line]}`;
  }
  return lines.join('\n');
}

function switchStanza(lines: string[], start: number, on: boolean): void {
  const end = stanzaEnd(lines, start);
  const at = lines.findIndex(
    (line, index) => index >= start && index < end && /^enabled:/i.test(line),
  );
  const field = `Enabled: ${on ? 'yes' : 'no'}`;
  if (at >= 0) lines[at] = field;
  else lines.splice(start + typesAt(lines.slice(start, end)), 0, field);
}

/** Comments of a stanza stay above it. */
function typesAt(stanza: readonly string[]): number {
  return stanza.findIndex((line) => !line.startsWith('#'));
}
