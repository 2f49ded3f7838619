import { baseDirHelp } from '@phoenix/shared-config';
import { EXIT_MEANINGS } from '../exit-codes.ts';
import { flagUsage } from '../manual/manual.ts';
import { table } from '../table.ts';
import type { ManagerDefinition, VerbDefinition } from './definition.ts';
import { COMMON_FLAGS, FLAGS_IN_EVERY_HELP } from './flags.ts';
import { toolUsage } from './parse-tool.ts';
import type { ToolDefinition } from './tool.ts';

const WIDTH = 100;

/** Help of the whole program. */
export function programHelp({ program, summary, verbs, tools }: ManagerDefinition): string {
  const examples = Object.entries(verbs).flatMap(
    ([
      ,
      {
        examples: [first],
      },
    ]) => (first === undefined ? [] : [first]),
  );
  return sections([
    [`${program}: ${summary}`, ''],
    ['Examples', exampleRows(program, examples.slice(0, 4))],
    ['Usage', `  ${program} VERB [ID...] [flags]\n`],
    ['Verbs', overview(verbs)],
    ...(tools === undefined ? [] : [['Tools', overview(tools)] as const]),
    ['Base directory', baseDirHelp.map((line) => `  ${line}\n`).join('')],
    ['More', `  ${program} VERB --help\n  ${program} --version\n`],
    ['Exit status', exitRows()],
  ]);
}

/** Help of one verb: examples first. */
export function verbHelp(name: string, verb: VerbDefinition, manager: ManagerDefinition): string {
  const { program } = manager;
  const shown = [...(verb.flags ?? []), ...FLAGS_IN_EVERY_HELP];
  const rows = Object.entries({ ...COMMON_FLAGS, ...manager.flags })
    .filter(([flag]) => shown.includes(flag))
    .map(([flag, definition]) => [flagUsage(flag, definition), definition.help]);
  const words = verbWords(verb);
  return sections([
    [`${program} ${name}: ${verb.summary}`, ''],
    ['Examples', exampleRows(program, verb.examples)],
    ['Usage', `  ${program} ${name}${words === '' ? '' : ` ${words}`} [flags]\n`],
    [wrap(verb.description.join(' ')), ''],
    ['Flags', indent(rows)],
    ['Exit status', exitRows()],
  ]);
}

/** What follows the name of a verb. */
export function verbWords({ ids }: Pick<VerbDefinition, 'ids'>): string {
  return { some: 'ID...', any: '[ID...]', none: '' }[ids];
}

/** Help of one tool: examples first. */
export function toolHelp(name: string, tool: ToolDefinition, program: string): string {
  const rows = Object.entries(tool.flags).map(([flag, definition]) => [
    flagUsage(flag, definition),
    definition.help,
  ]);
  return sections([
    [`${program} ${name}: ${tool.summary}`, ''],
    ['Examples', exampleRows(program, tool.examples)],
    ['Usage', `  ${toolUsage(name, tool, program)}\n`],
    [wrap(tool.description.join(' ')), ''],
    ...(rows.length === 0 ? [] : [['Flags', indent(rows)] as const]),
    ['Exit status', exitRows()],
  ]);
}

function overview(verbs: Readonly<Record<string, { readonly summary: string }>>): string {
  return indent(Object.entries(verbs).map(([name, { summary }]) => [name, summary]));
}

function sections(parts: readonly (readonly [string, string])[]): string {
  return parts
    .filter(([, body], index) => body !== '' || index === 0 || parts[index]?.[0] !== '')
    .map(([title, body]) => (body === '' ? `${title}\n` : `${title}:\n${body}`))
    .join('\n');
}

function exampleRows(program: string, examples: readonly (readonly [string, string])[]): string {
  return indent(examples.map(([line, what]) => [`${program} ${line}`, what]));
}

function exitRows(): string {
  return indent(EXIT_MEANINGS.map(([code, meaning]) => [String(code).padStart(3), meaning]));
}

function indent(rows: readonly (readonly string[])[]): string {
  return table(rows).replace(/^(?=.)/gm, '  ');
}

function wrap(paragraph: string): string {
  const lines = [''];
  for (const word of paragraph.split(/\s+/)) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join('\n');
}
