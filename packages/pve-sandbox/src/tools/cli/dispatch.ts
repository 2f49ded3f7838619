import { Refusal } from '../../state/refusal.ts';
import { err, out } from '../../state/talk.ts';
import { programs, usageLines } from '../schema/tables.ts';
import type { CommandSchema } from '../schema/types.ts';
import { type Arguments, readArguments } from './arguments.ts';

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
    const name = expandVerb(program, verb);
    const command = programs[program][name];
    const load = loaders[name];
    if (command === undefined || load === undefined) {
      throw new Refusal(`'${program} ${name}' is not simulated by pve-sandbox`);
    }
    const handler = await load();
    return (await handler(readArguments(args, command), command)) ?? 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    err(inLatin1(`${error.message}\n`));
    return error.exit;
  }
}

/** Perl prints what it decoded before as Latin-1, as far as that goes. */
function inLatin1(text: string): string | Uint8Array {
  const fits = [...text].every((char) => (char.codePointAt(0) ?? 0) <= 0xff);
  return fits ? Buffer.from(text, 'latin1') : text;
}

const verbOf = (line: string): string => line.split(' ')[1] ?? '';

/** A unique beginning of a subcommand stands for it. */
function expandVerb(program: string, verb: string): string {
  const known = (usageLines[program] ?? []).filter((line) => line !== '').map(verbOf);
  if (known.includes(verb)) return verb;
  const longer = known.filter((name) => name.startsWith(verb));
  const [only] = longer;
  if (longer.length === 1 && only !== undefined) return only;
  const what = longer.length > 1 ? 'incomplete' : 'unknown';
  throw usageRefusal(
    program,
    `${what} command '${program} ${verb}'`,
    what === 'incomplete' ? verb : '',
  );
}

function usageRefusal(program: string, error: string, prefix: string): Refusal {
  return new Refusal(`ERROR: ${error}\n${overview(program, prefix)}`);
}

function overview(program: string, prefix: string): string {
  const lines = (usageLines[program] ?? []).filter((line) => prefix === '' || line !== '');
  const shown = lines.map((line) => {
    if (line === '') return '';
    return `       ${prefix === '' ? line : line.replace(program, `${program} ${prefix}`)}`;
  });
  return `USAGE: ${program} <COMMAND> [ARGS] [OPTIONS]\n\n${shown.join('\n')}`;
}

function help(program: keyof typeof programs, verb: string | undefined): string {
  const command = verb === undefined ? undefined : programs[program][verb];
  return command === undefined ? overview(program, '') : `USAGE: ${command.usage}`;
}
