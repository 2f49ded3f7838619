import { type Declared, formatDiagnostics } from '../../packages/shared-config/src/index.ts';
import { positionAt } from './json-text.ts';
import { FILES, KINDS, type Site } from './site.ts';

/** What no line for a person may hold: controls, and marks that turn the direction of writing. */
const PLAYS = /[^\P{Cc}\n]|[\p{Zl}\p{Zp}\p{Bidi_C}]/u;

/** Why a text must not be shown; nothing when it may. */
export function wrongWith(text: string): string[] {
  const sign = PLAYS.exec(text)?.[0];
  const found: string[] = [];
  if (sign !== undefined) found.push(`shows U+${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
  if (/\n {4}at |^ {4}at /.test(text)) found.push('shows a stack');
  if (/\[object |must be $/m.test(text)) found.push('shows something that is no word');
  return found;
}

/** What is wrong with what was told of a site; nothing when all is well. */
export function checkMessages(site: Site, { diagnostics }: Declared): string[] {
  const found: string[] = [];
  for (const one of diagnostics) {
    const { where, message, hint, severity, code } = one;
    if (severity === 'error' && hint === undefined && !isPlain(code))
      found.push(`no hint: ${code}: ${message}`);
    if (where === undefined) {
      if (!PLACELESS.has(code)) found.push(`no place: ${code}: ${message}`);
      continue;
    }
    const kind = KINDS.find((each) => FILES[each] === where.file);
    if (kind === undefined) {
      found.push(`a place in ${where.file}: ${message}`);
      continue;
    }
    const line = site.texts[kind].replace(/^\ufeff/, '').split('\n')[where.line - 1];
    if (line === undefined || where.column < 1 || where.column > line.length + 1)
      found.push(`place ${where.line}:${where.column} is not in the file: ${message}`);
  }
  const shown = formatDiagnostics(diagnostics, { max: 50 });
  found.push(...wrongWith(shown).map((what) => `${what}: ${shown}`));
  const isTyped = KINDS.some((kind) => site.texts[kind].includes('undefined'));
  if (!isTyped && shown.includes('undefined')) found.push(`shows "undefined": ${shown}`);
  return found;
}

/** A file that is not there has no lines. */
const PLACELESS = new Set(['missing-file', 'unreadable-file']);
/** What must be is the whole of the help there: a hint would repeat it. */
const isPlain = (code: string) => code === 'invalid-value';

/** Whether the fault of a site is told, and where it is; undefined when none is known. */
export function isTold({ fault, texts }: Site, { diagnostics }: Declared): boolean | undefined {
  if (fault === undefined) return undefined;
  const ranges = fault.spans.map(({ from, to }) => [
    positionAt(texts[fault.kind], from),
    positionAt(texts[fault.kind], to),
  ]);
  return diagnostics.some(
    ({ severity, where }) =>
      severity === 'error' &&
      where?.file === FILES[fault.kind] &&
      ranges.some(([from, to]) => from && to && !isBefore(where, from) && !isBefore(to, where)),
  );
}

interface Place {
  readonly line: number;
  readonly column: number;
}

function isBefore(one: Place, other: Place): boolean {
  return one.line < other.line || (one.line === other.line && one.column < other.column);
}
