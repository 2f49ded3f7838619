import type { ConfigReader, FileKind } from './declared.ts';
import { Findings } from './findings.ts';
import { JsonDocument } from './json/document.ts';
import { isObject } from './json/is-object.ts';
import { subject } from './subject.ts';

/** One file as read: its document, and what is wrong with it as JSON. */
export interface ReadFile {
  path: string;
  document?: JsonDocument;
  /** The object that the file holds, undefined when it holds none. */
  data?: Record<string, unknown>;
  findings: Findings;
  missing: boolean;
}

/** Whether a file is there of which nobody can say what it declares. */
export function isUnreadable({ data, missing }: Pick<ReadFile, 'data' | 'missing'>): boolean {
  return data === undefined && !missing;
}

/** Reads a file and tells what is wrong before any key of it is looked at. */
export function readFile(kind: FileKind, path: string, reader: ConfigReader): ReadFile {
  const { text, failure, hint } = textOf(path, reader);
  if (text === undefined) {
    const none = new Findings({});
    if (failure !== undefined) none.error('unreadable-file', undefined, failure, { hint });
    return { path, findings: none, missing: failure === undefined };
  }
  const document = new JsonDocument(path, text);
  const findings = new Findings({ [kind]: document });
  findings.list.push(...document.problems);
  if (document.data === undefined) return { path, document, findings, missing: false };
  tellDuplicates(kind, document, findings);
  if (!isObject(document.data)) {
    findings.error('no-object', { file: kind, path: [] }, 'the file must hold an object { ... }', {
      hint: 'write { } around what is declared',
    });
    return { path, document, findings, missing: false };
  }
  return { path, document, data: document.data, findings, missing: false };
}

/** A directory of that name, or one without the right to read it, is a mistake like others. */
function textOf(
  path: string,
  reader: ConfigReader,
): {
  text?: string;
  failure?: string;
  hint?: string;
} {
  try {
    const text = reader.read(path);
    return text === undefined ? {} : { text };
  } catch (error) {
    const told = error instanceof Error && 'hint' in error ? error.hint : undefined;
    return {
      failure: error instanceof Error ? error.message : `cannot read ${path}`,
      hint: typeof told === 'string' ? told : `see what is there: ls -ld ${path}`,
    };
  }
}

function tellDuplicates(kind: FileKind, document: JsonDocument, findings: Findings): void {
  for (const { path, name, first, again } of document.duplicates()) {
    const what = subject(kind, [...path, name]) || name;
    findings.list.push({
      severity: 'error',
      code: 'duplicate-key',
      message: `${what} stands twice: in line ${first.line}, and again here`,
      where: again,
      sourceLine: document.line(again),
      hint: 'remove one; of two equal names only the last would count',
    });
  }
}
