import { type Command, commandsOf } from './commands.ts';
import { type Directive, directiveOf, type HostName } from './directive.ts';
import { piecesOf } from './markdown.ts';

/** A command of a page, and what is expected of it. */
export interface Typed extends Command {
  readonly exit: number;
}

/** What is done with a page, in order; `line` is where the page says so. */
export type Step = { readonly line: number } & (
  | { readonly do: 'host'; readonly which: HostName }
  | { readonly do: 'before'; readonly script: string }
  | { readonly do: 'sandbox'; readonly args: string }
  | { readonly do: 'type'; readonly at: 'host' | 'clone'; readonly commands: readonly Typed[] }
  | { readonly do: 'compare'; readonly command: string | undefined; readonly text: string }
  | { readonly do: 'write'; readonly path: string; readonly text: string }
  | { readonly do: 'check script'; readonly text: string }
  | { readonly do: 'declare'; readonly piece: Readonly<Record<string, unknown>> }
  | { readonly do: 'skip'; readonly reason: string; readonly text: string }
);

/** A page as the documentation test sees it. */
export interface Page {
  readonly steps: readonly Step[];
  /** Words of code within the text. */
  readonly inline: readonly { readonly line: number; readonly text: string }[];
  /** Comments that cannot be understood or have no block, each after its line and a colon. */
  readonly mistakes: readonly string[];
}

type OfBlock = Extract<Directive, { word: 'clone' | 'exit' | 'output' | 'file' | 'skip' }>;

/** Takes a page apart. */
export function pageOf(markdown: string): Page {
  const steps: Step[] = [];
  const inline: { line: number; text: string }[] = [];
  const mistakes: string[] = [];
  let next: OfBlock[] = [];
  let heard = 0;
  for (const { kind, line, text } of piecesOf(markdown)) {
    if (kind === 'inline') inline.push({ line, text });
    if (kind === 'block') {
      steps.push({ line, ...stepOf(text, line, next, mistakes) });
      next = [];
    }
    if (kind !== 'comment') continue;
    try {
      const directive = directiveOf(text);
      if (directive === undefined) continue;
      if (directive.word === 'host') steps.push({ line, do: 'host', which: directive.which });
      else if (directive.word === 'before') {
        steps.push({ line, do: 'before', script: directive.script });
      } else if (directive.word === 'sandbox') {
        steps.push({ line, do: 'sandbox', args: directive.args });
      } else {
        heard = line;
        next.push(directive);
      }
    } catch (error) {
      mistakes.push(`${line}: ${error instanceof Error ? error.message : error}`);
    }
  }
  if (next.length > 0)
    mistakes.push(`${heard}: doctest ${next.at(-1)?.word} has no block behind it`);
  return { steps, inline, mistakes };
}

/** What is done with a block: what the comments before it say, else what it looks like. */
function stepOf(text: string, line: number, said: readonly OfBlock[], mistakes: string[]) {
  for (const one of said) {
    if (one.word === 'skip') return { do: 'skip', reason: one.reason, text } as const;
    if (one.word === 'output') return { do: 'compare', command: one.command, text } as const;
    if (one.word === 'file') return { do: 'write', path: one.path, text } as const;
  }
  const exits = said.filter((one) => one.word === 'exit');
  const at = said.some(({ word }) => word === 'clone') ? 'clone' : 'host';
  const piece = jsonOf(text);
  if (said.length === 0 && piece !== undefined) return { do: 'declare', piece } as const;
  if (said.length === 0 && text.startsWith('#!')) return { do: 'check script', text } as const;
  const commands = commandsOf(text, line).map((command) => {
    const exit = exits.find(({ ending }) => withoutRemark(command.text).endsWith(ending));
    return { ...command, exit: exit?.status ?? 0 };
  });
  for (const { ending } of exits) {
    if (commands.some((command) => withoutRemark(command.text).endsWith(ending))) continue;
    mistakes.push(`${line}: no command of the block ends with "${ending}", named by doctest exit`);
  }
  return { do: 'type', at, commands } as const;
}

const withoutRemark = (command: string) => command.replace(/\s+#.*$/, '');

/** An object, or the members of one; undefined for what is no JSON. */
function jsonOf(text: string): Record<string, unknown> | undefined {
  for (const whole of [text, `{${text}}`]) {
    try {
      const value: unknown = JSON.parse(whole);
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
    } catch {
      // The other way of writing it, or none.
    }
  }
  return undefined;
}
