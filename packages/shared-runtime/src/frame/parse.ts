import { cac } from 'cac';
import { parseDuration } from '../duration.ts';
import { exactArgv } from './argv.ts';
import type { ManagerDefinition, VerbDefinition } from './definition.ts';
import { COMMON_FLAGS, type FlagDefinition, type Flags } from './flags.ts';
import { parseId } from './ids.ts';
import { parseTool, type ToolLine, toolOf } from './parse-tool.ts';
import { usageError, verbHint } from './usage-error.ts';

/** A command line that is understood. */
export type CommandLine =
  | { readonly is: 'version' }
  | { readonly is: 'help'; readonly verb?: string }
  | ToolLine
  | {
      readonly is: 'verb';
      readonly verb: string;
      readonly definition: VerbDefinition;
      readonly ids: readonly number[];
      readonly flags: Flags;
    };

/** Takes argv (without the program) apart; throws a usage error (64) for what it does not know. */
export async function parse(
  argv: readonly string[],
  manager: ManagerDefinition,
): Promise<CommandLine> {
  const { program, verbs } = manager;
  const tool = toolOf(argv, manager);
  if (tool !== undefined) return parseTool(argv, tool[1], program);
  const known: Record<string, FlagDefinition> = {
    ...COMMON_FLAGS,
    ...manager.flags,
    help: { help: '' },
    version: { help: '' },
  };
  const exact = await exactArgv(argv, known, program);
  const [first] = exact.words;
  if (exact.flags.includes('--version=true')) return { is: 'version' };
  if (first === undefined || first === 'help') {
    const verb = exact.words[1];
    const isTool = toolOf([verb ?? ''], manager) !== undefined;
    if (verb !== undefined && !isTool) await definitionOf(verb, manager);
    return { is: 'help', ...(verb !== undefined && { verb }) };
  }
  const definition = await definitionOf(first, manager);
  if (exact.flags.includes('--help=true')) return { is: 'help', verb: first };

  const cli = cac(program);
  for (const [name, { summary }] of Object.entries(verbs)) {
    const command = cli.command(name, summary);
    for (const [flag, { value, help }] of Object.entries(known)) {
      command.option(value === undefined ? `--${flag}` : `--${flag} <${value}>`, help);
    }
  }
  const line = ['', program, first, ...exact.flags];
  const options = readOptions(cli.parse(line, { run: false }).options);
  refuseForeignFlags(options, first, definition, manager);
  return {
    is: 'verb',
    verb: first,
    definition,
    ids: readIds(exact.words.slice(1), first, definition, program),
    flags: readFlags(options),
  };
}

async function definitionOf(verb: string, { verbs, tools, program }: ManagerDefinition) {
  const definition = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (definition !== undefined) return definition;
  const names = Object.keys({ ...verbs, ...tools });
  const otherwise = `verbs of ${program}: ${names.join(', ')}`;
  throw usageError(`unknown verb ${JSON.stringify(verb)}`, await verbHint(verb, names, otherwise));
}

/** cac's camel-cased names and the leading `=` that kept it from guessing, taken back. */
function readOptions(options: Readonly<Record<string, unknown>>): Map<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(options)) {
    if (name === '--' || value === undefined) continue;
    const typed = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const last: unknown = Array.isArray(value) ? value.at(-1) : value;
    values.set(typed, String(last).replace(/^=/, ''));
  }
  return values;
}

function refuseForeignFlags(
  options: ReadonlyMap<string, string>,
  verb: string,
  definition: VerbDefinition,
  manager: ManagerDefinition,
): void {
  for (const name of options.keys()) {
    if (!Object.hasOwn(manager.flags ?? {}, name)) continue;
    if (definition.flags?.includes(name) === true) continue;
    throw usageError(`${verb} takes no --${name}`, `${manager.program} ${verb} --help`);
  }
}

function readIds(
  words: readonly string[],
  verb: string,
  { ids }: VerbDefinition,
  program: string,
): number[] {
  if (ids === 'none' && words.length > 0) {
    throw usageError(
      `${verb} takes no ids, but ${JSON.stringify(words[0])} was given`,
      `type ${program} ${verb}`,
    );
  }
  if (ids === 'some' && words.length === 0) {
    throw usageError(`${verb} needs the id of a guest`, `${program} ${verb} 950`);
  }
  return [...new Set(words.map(parseId))];
}

function readFlags(options: ReadonlyMap<string, string>): Flags {
  const wait = parseDuration(options.get('wait') ?? '0');
  if (wait === undefined) {
    const typed = options.get('wait') ?? '';
    throw usageError(`--wait cannot be ${JSON.stringify(typed)}`, 'try 30s, 5m or 1h30m');
  }
  const config = options.get('config');
  const baseDir = options.get('base-dir');
  const bring = options.get('bring');
  return {
    dryRun: options.has('dry-run'),
    json: options.has('json'),
    ...(config !== undefined && { config }),
    ...(baseDir !== undefined && { baseDir }),
    wait,
    yes: options.has('yes'),
    bring: bring === undefined ? [] : bring.split(',').map(parseId),
    detailedExitcode: options.has('detailed-exitcode'),
    force: options.has('force'),
    asStopped: options.has('as-stopped'),
    own: Object.fromEntries([...options].filter(([name]) => !Object.hasOwn(COMMON_FLAGS, name))),
  };
}
