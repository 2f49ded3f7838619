import { EXIT, PhoenixError, type PlanProblem } from '@phoenix/shared-runtime';
import { type Document, isMap, isNode, isPair, parseDocument, visit } from 'yaml';
import { misfit } from './misfit.ts';
import { isNothing, untyped } from './yaml.ts';

export type TemplateKind = 'user-data' | 'network-config';

interface Fault {
  /** From 1. */
  line: number;
  what: string;
  hint: string;
}

/**
 * What is wrong with a template of the site, so that nothing is planned with it; one problem at
 * its line, or none.
 */
export function templateProblems(kind: TemplateKind, path: string, text: string): PlanProblem[] {
  const { fault } = parsed(kind, text);
  if (fault === undefined) return [];
  const { line, what, hint } = fault;
  return [{ message: `cannot use ${path}:${line}: ${what}`, hint, exit: EXIT.configInvalid }];
}

/** A template without its comments, ready to be filled. Throws what `templateProblems` tells. */
export function parseTemplate(kind: TemplateKind, text: string): Document {
  const { document, fault } = parsed(kind, text);
  if (fault === undefined) return document;
  throw new PhoenixError(
    `cannot use the ${kind} template of the site, line ${fault.line}: ${fault.what}`,
    {
      hint: fault.hint,
    },
  );
}

function parsed(kind: TemplateKind, text: string): { document: Document; fault?: Fault } {
  const document = parseDocument(text, untyped);
  const fault =
    encodingFault(text) ??
    headFault(text) ??
    syntaxFault(document) ??
    aliasFault(document, text) ??
    shapeFault(kind, document, text) ??
    listFault(kind, document, text);
  if (fault !== undefined) return { document, fault };
  bare(document);
  return { document };
}

/** Bytes that are no UTF-8 were read as the sign that stands for such. */
function encodingFault(text: string): Fault | undefined {
  const at = text.indexOf('\ufffd');
  if (at < 0) return undefined;
  return {
    line: text.slice(0, at).split('\n').length,
    what: 'is not written in UTF-8',
    hint: 'save the file as UTF-8, or type iconv -f LATIN1 -t UTF-8',
  };
}

/** Files of other kinds that cloud-init knows by their first line. */
function headFault(text: string): Fault | undefined {
  const lines = text.split('\n');
  const content = lines.findIndex((line) => /^\s*[^#\s]/.test(line));
  const at = lines.findIndex(
    (line, index) =>
      /^## template:/.test(line) || (index === 0 && /^(?:#!|#include|Content-Type:)/.test(line)),
  );
  if (at < 0 || (content >= 0 && at > content)) return undefined;
  return {
    line: at + 1,
    what: `"${lines[at]?.trim()}" makes another kind of file of it`,
    hint: 'only #cloud-config is filled in; take the line out',
  };
}

function syntaxFault({ errors: [error] }: Document): Fault | undefined {
  if (error === undefined) return undefined;
  // The first line says what; the rest shows the place once more.
  const [what = ''] = error.message.split('\n');
  return {
    line: error.linePos?.[0].line ?? 1,
    what: `no YAML: ${what.replace(/ at line \d+, column \d+:?$/, '')}`,
    hint: 'correct the line, or move the file away: Phoenix then writes its own',
  };
}

function aliasFault(document: Document, text: string): Fault | undefined {
  let fault: Fault | undefined;
  visit(document, {
    Alias(_key, alias) {
      if (alias.resolve(document) !== undefined) return undefined;
      const line = text.slice(0, alias.range?.[0] ?? 0).split('\n').length;
      const what = `no YAML: nothing is called &${alias.source}, which *${alias.source} stands for`;
      fault = { line, what, hint: 'put quotes around it if the sign is meant' };
      return visit.BREAK;
    },
  });
  return fault;
}

function shapeFault(kind: TemplateKind, { contents }: Document, text: string): Fault | undefined {
  const hint = 'write keys with values, or move the file away: Phoenix then writes its own';
  if (!isMap(contents)) return { line: firstLine(text), what: 'holds no keys', hint };
  const known = ['network', 'version'];
  if (kind === 'user-data' || known.some((key) => contents.has(key))) return undefined;
  return { line: firstLine(text), what: 'has no key "network"', hint };
}

/** Lists of another form, or with other entries, than cloud-init takes. */
function listFault(kind: TemplateKind, document: Document, text: string): Fault | undefined {
  const found = kind === 'user-data' ? misfit(document) : undefined;
  if (found === undefined) return undefined;
  return { ...found, line: text.slice(0, found.node?.range?.[0] ?? 0).split('\n').length };
}

function firstLine(text: string): number {
  return text.split('\n').findIndex((line) => /^\s*[^#\s]/.test(line)) + 1 || 1;
}

/** Takes comments out, and keys of the top that have nothing in them. */
function bare(document: Document): void {
  document.comment = null;
  document.commentBefore = null;
  visit(document, (_key, node) => {
    if (!isNode(node)) return;
    delete node.comment;
    delete node.commentBefore;
    delete node.spaceBefore;
  });
  const { contents } = document;
  if (!isMap(contents)) return;
  contents.items = contents.items.filter((one) => !isPair(one) || !isNothing(one.value));
}
