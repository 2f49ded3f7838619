import { Refusal } from '../../state/refusal.ts';
import { err } from '../../state/talk.ts';
import { optionSchema } from '../schema/tables.ts';
import type { CommandSchema, OptionSchema } from '../schema/types.ts';

/** A command line in its parts. */
export interface Options {
  /** As given; a list's repetitions joined by commas. */
  values: Map<string, string>;
  positional: string[];
}

/**
 * Splits arguments as Perl's Getopt::Long does for Proxmox: `--name value`, `--name=value`, one dash
 * or two, any case, any unique beginning, options anywhere before `--`.
 * @throws Refusal after telling every unknown option
 */
export function getopt(args: readonly string[], command: CommandSchema): Options {
  const values = new Map<string, string>();
  const positional: string[] = [];
  const rest = [...args];
  let failed = false;
  const fail = (text: string) => {
    err(`${text}\n`);
    failed = true;
  };
  while (rest.length > 0) {
    const arg = rest.shift() ?? '';
    if (arg === '--') {
      positional.push(...rest.splice(0));
      continue;
    }
    const [, given, inline] = /^--?([^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
    if (given === undefined) {
      positional.push(arg);
      continue;
    }
    const found = findOption(given, command);
    if (Array.isArray(found)) {
      fail(
        found.length === 0
          ? `Unknown option: ${given.toLowerCase()}`
          : `Option ${given.toLowerCase()} is ambiguous (${found.join(', ')})`,
      );
      continue;
    }
    const value = inline ?? argumentOf(found.schema, rest);
    if (value === undefined) {
      fail(`Option ${given.toLowerCase()} requires an argument`);
      continue;
    }
    const before = values.get(found.name);
    const joins = before !== undefined && /-a?list$/.test(found.schema.format ?? '');
    values.set(found.name, joins ? `${before},${value}` : value);
  }
  if (failed) throw new Refusal(`400 unable to parse option\n${command.usage}`, 2);
  return { values, positional };
}

/** A boolean's value may be left out; any other option takes whatever follows, dashes too. */
function argumentOf(schema: OptionSchema, rest: string[]): string | undefined {
  if (schema.type !== 'boolean') return rest.shift();
  const next = rest[0];
  if (next === undefined || next === '--' || /^--?./.test(next)) return '';
  rest.shift();
  return next;
}

function findOption(
  given: string,
  command: CommandSchema,
): { name: string; schema: OptionSchema } | string[] {
  const lower = given.toLowerCase();
  const names = Object.keys(command.options).filter((name) => !command.positional.includes(name));
  const exact =
    names.find((name) => name.toLowerCase() === lower && !name.endsWith('[n]')) ?? lower;
  const schema = optionSchema(command, exact);
  if (schema !== undefined && !command.positional.includes(exact)) return { name: exact, schema };
  const longer = names
    .flatMap((name) => expand(name, command))
    .filter((name) => name.toLowerCase().startsWith(lower))
    .sort();
  const [only] = longer;
  const found = only === undefined ? undefined : optionSchema(command, only);
  return longer.length === 1 && only !== undefined && found !== undefined
    ? { name: only, schema: found }
    : longer;
}

function expand(name: string, command: CommandSchema): string[] {
  const highest = command.indexed?.[name];
  if (highest === undefined) return [name];
  return Array.from({ length: highest + 1 }, (_, n) => name.replace('[n]', `${n}`));
}
