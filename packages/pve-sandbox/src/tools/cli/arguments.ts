import { readFileSync } from 'node:fs';
import { hostPath } from '../../state/paths.ts';
import { Refusal } from '../../state/refusal.ts';
import { checkValue } from '../schema/check-value.ts';
import { optionSchema } from '../schema/tables.ts';
import type { CommandSchema, OptionSchema } from '../schema/types.ts';
import { getopt, type Options } from './getopt.ts';
import { readPassword } from './read-password.ts';

/** A subcommand's parameters by name, checked; booleans are '0' and '1'. */
export type Params = Map<string, string>;

/** Parameters and, for `pct exec`, the words of the command. */
export interface Arguments {
  params: Params;
  words: string[];
}

/** Reads and checks a subcommand's arguments. @throws Refusal */
export function readArguments(args: readonly string[], command: CommandSchema): Arguments {
  const { values, positional } = getopt(args, command);
  const words = takePositional(values, positional, command);
  for (const [name, value] of values) {
    const schema = optionSchema(command, name);
    if (schema?.type === 'boolean') values.set(name, boolean(value, command));
    if (schema?.cli_parameter_is_file && !isAsked(schema)) {
      const text = fileContent(value);
      values.set(name, schema.format === 'urlencoded' ? urlEncoded(text) : text);
    }
  }
  for (const [name, schema] of Object.entries(command.options)) {
    if (schema.required && isAsked(schema) && !values.has(name)) values.set(name, readPassword());
  }
  verify(values, command);
  return { params: values, words };
}

const required = (schema: OptionSchema | undefined): boolean => schema?.required ?? false;

function takePositional(
  values: Options['values'],
  positional: string[],
  command: CommandSchema,
): string[] {
  const names = [...command.positional];
  const listed = names.at(-1) === 'extra-args';
  if (listed) names.pop();
  const rest = [...positional];
  for (const name of names) {
    const value = rest.shift();
    if (value !== undefined) values.set(name, value);
    else if (required(command.options[name])) throw bad('not enough arguments', command);
  }
  if (rest.length > 0 && !listed) throw bad('too many arguments', command);
  return rest;
}

function boolean(value: string, command: CommandSchema): string {
  if (value === '' || /^(?:1|on|yes|true)$/i.test(value)) return '1';
  if (/^(?:0|off|no|false)$/i.test(value)) return '0';
  throw bad('unable to parse boolean option', command);
}

const bad = (text: string, { usage }: CommandSchema) => new Refusal(`400 ${text}\n${usage}`, 2);

function fileContent(path: string): string {
  try {
    return readFileSync(hostPath(path), 'utf8');
  } catch {
    throw new Refusal(`can't open '${path}' - No such file or directory`, 2);
  }
}

/** Whether a parameter is given as it is, or asked for. */
function isAsked({ cli_parameter_is_file: file }: OptionSchema): boolean {
  return typeof file === 'object' && 'interactive' in file;
}

/** As Perl encodes it: everything but letters, digits and four signs. */
const urlEncoded = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** Values that only the host can judge leave Perl without an error number: exit 255. */
const hostFormats = new Set(['pve-ct-timezone']);

function verify(values: Params, command: CommandSchema): void {
  const errors: [string, string][] = [];
  let exit = 2;
  for (const [name, value] of values) {
    const schema = optionSchema(command, name);
    if (schema === undefined) continue;
    const wrong = checkValue(schema, value, name);
    if (wrong === undefined) continue;
    errors.push([name, wrong]);
    if (hostFormats.has(schema.format ?? '')) exit = 255;
  }
  for (const [name, schema] of Object.entries(command.options)) {
    if (schema.required && !values.has(name) && name !== 'extra-args') {
      errors.push([name, 'property is missing and it is not optional']);
    }
  }
  if (errors.length > 0) throw parameterRefusal(errors, command.usage, exit);
}

/** The refusal of parameters, each with what is wrong with it. */
export function parameterRefusal(
  errors: readonly [name: string, wrong: string][],
  usage: string,
  exit: number,
  title = 'Parameter verification failed.',
): Refusal {
  const lines = [...errors].sort(([a], [b]) => (a < b ? -1 : 1));
  const text = lines.map(([name, wrong]) => `${name}: ${wrong}\n`).join('');
  return new Refusal(`400 ${title}\n${text}${usage}`, exit);
}
