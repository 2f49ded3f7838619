import { Refusal } from '../../state/refusal.ts';
import { err, out } from '../../state/talk.ts';
import { programs, usageLines } from '../schema/tables.ts';
import type { CommandSchema } from '../schema/types.ts';
import { type Arguments, readArguments } from './arguments.ts';
import { inLatin1 } from './latin1.ts';

/** What a subcommand does; a number is its exit code, nothing is 0. */
export type Handler = (
  given: Arguments,
  command: CommandSchema,
) => number | undefined | Promise<number | undefined>;

/** Loads a subcommand's handler: each start needs one of them only. */
export type Loaders = Record<string, () => Promise<Handler>>;

/** Runs a program of subcommands. @returns its exit code */
export async function dispatch(
  program: keyof typeof programs,
  loaders: Loaders,
  argv: readonly string[],
): Promise<number> {
  try {
    const [verb, ...args] = argv;
    if (verb === undefined) throw usageRefusal(program, 'no command specified', '');
    if (verb === 'help') {
      out(`${help(program, args[0])}\n`);
      return 0;
    }
    const { name, rest } = findVerb(program, verb, args);
    const command = programs[program][name];
    const load = loaders[name];
    if (command === undefined || load === undefined) {
      throw new Refusal(`'${program} ${name}' is not simulated by pve-sandbox`);
    }
    const handler = await load();
    return (await handler(readArguments(rest, command), command)) ?? 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    err(inLatin1(`${error.message}\n`));
    return error.exit;
  }
}

/** Former names of subcommands that are still understood, without a line of their own. */
const formerNames: Record<string, string> = {
  agent: 'guest cmd',
  importdisk: 'disk import',
  'move-disk': 'disk move',
  move_disk: 'disk move',
  rescan: 'disk rescan',
  resize: 'disk resize',
  unlink: 'disk unlink',
};

/** The subcommand that the first words name, and the words after it. */
function findVerb(
  program: string,
  verb: string,
  args: readonly string[],
): { name: string; rest: readonly string[] } {
  const former = formerNames[verb];
  if (program === 'qm' && former !== undefined) return { name: former, rest: args };
  const lines = (usageLines[program] ?? []).filter((line) => line !== '');
  const names = lines.map((line) => line.split(' ').slice(1));
  const first = expand(program, verb, '', new Set(names.map(([word = '']) => word)));
  const second = names
    .filter(([word, next = '']) => word === first && /^[a-z][a-z-]*$/.test(next))
    .map(([, next = '']) => next);
  if (second.length === 0) return { name: first, rest: args };
  const [word, ...rest] = args;
  if (word === undefined) {
    throw usageRefusal(program, `incomplete command '${program} ${first}'`, first);
  }
  return { name: `${first} ${expand(program, word, `${first} `, new Set(second))}`, rest };
}

/** A unique beginning of a subcommand stands for it. */
function expand(program: string, word: string, before: string, known: Set<string>): string {
  if (known.has(word)) return word;
  const longer = [...known].filter((name) => name.startsWith(word));
  const [only] = longer;
  if (longer.length === 1 && only !== undefined) return only;
  const what = longer.length > 1 ? 'incomplete' : 'unknown';
  const prefix = longer.length > 1 ? word : '';
  throw usageRefusal(
    program,
    `${what} command '${program} ${before}${word}'`,
    `${before}${prefix}`.trim(),
  );
}

function usageRefusal(program: string, error: string, prefix: string): Refusal {
  return new Refusal(`ERROR: ${error}\n${overview(program, prefix)}`);
}

function overview(program: string, prefix: string): string {
  const all = usageLines[program] ?? [];
  const isGroup = all.filter((line) => line.startsWith(`${program} ${prefix} `)).length > 1;
  const lines = isGroup
    ? all.filter((line) => line.startsWith(`${program} ${prefix} `))
    : all.filter((line) => prefix === '' || line !== '');
  const shown = lines.map((line) => {
    if (line === '') return '';
    const whole = prefix === '' || isGroup;
    return `       ${whole ? line : line.replace(program, `${program} ${prefix}`)}`;
  });
  return `USAGE: ${program} <COMMAND> [ARGS] [OPTIONS]\n\n${shown.join('\n')}`;
}

function help(program: keyof typeof programs, verb: string | undefined): string {
  const command = verb === undefined ? undefined : programs[program][verb];
  return command === undefined ? overview(program, '') : `USAGE: ${command.usage}`;
}
