import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** A command line that is not understood: the message says why. */
export class Misunderstood extends Error {}

/**
 * Makes a value of what was typed. @template T @typedef {(text: string) => T} Reader
 * @throws {Misunderstood} whose message says why it cannot be
 */

/**
 * An option with a value, or without one: `flag`.
 * @typedef {{read?: Reader<any>, default?: unknown}} Option
 */

/** What an option comes to. @template O @typedef {O extends {read: Reader<infer T>} ? O extends {default: unknown} ? T : T | undefined : boolean} Value */

/**
 * What a script understands. `words` reads what is typed besides options; without it nothing may be.
 * @template {Record<string, Option>} O
 * @template W
 * @typedef {{name: string, usage: string, options: O, words?: (words: string[]) => W}} Understood
 */

/**
 * What was typed to a script of package.json. `--help` prints its usage and ends with 0, what is not understood is
 * told and ends with 64, before anything is done.
 * @template {Record<string, Option>} O
 * @template [W=undefined]
 * @param {Understood<O, W>} understood
 */
export function typed(understood) {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(understood.usage);
    process.exit(0);
  }
  try {
    return read(understood, args);
  } catch (error) {
    if (error instanceof Misunderstood) refuse(understood.name, error.message);
    throw error;
  }
}

/**
 * Ends a script that was told what it cannot do.
 * @param {string} name of the script @param {string} why @returns {never}
 */
export function refuse(name, why) {
  console.error(`${name}: ${why}\nhint: npm run ${name} -- --help`);
  process.exit(64);
}

/**
 * @template {Record<string, Option>} O
 * @template [W=undefined]
 * @param {Understood<O, W>} understood
 * @param {string[]} args
 * @returns {{values: {[K in keyof O]: Value<O[K]>}, words: W}}
 * @throws {Misunderstood}
 */
export function read({ options, words }, args) {
  const { values, positionals } = parsed(options, words !== undefined, args);
  const all = Object.entries(options).map(([name, option]) => {
    const text = values[name];
    if (option.read === undefined) return [name, text === true];
    return [name, typeof text === 'string' ? one(`--${name}`, text, option.read) : option.default];
  });
  return { values: Object.fromEntries(all), words: /** @type {W} */ (words?.(positionals)) };
}

/**
 * @param {Record<string, Option>} options
 * @param {boolean} allowPositionals
 * @param {string[]} args
 * @returns {{values: Record<string, unknown>, positionals: string[]}}
 */
function parsed(options, allowPositionals, args) {
  const types = Object.entries(options).map(([name, option]) => {
    return [name, { type: option.read === undefined ? 'boolean' : 'string' }];
  });
  try {
    return parseArgs({ args, allowPositionals, options: Object.fromEntries(types) });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // What comes after it is advice for programmers.
    const [why = ''] = error.message.split(/\.\s/);
    throw new Misunderstood(`${why.charAt(0).toLowerCase()}${why.slice(1)}`);
  }
}

/**
 * What was typed as this option or word.
 * @template T
 * @param {string} name @param {string} text @param {Reader<T>} reader @returns {T}
 * @throws {Misunderstood}
 */
export function one(name, text, reader) {
  try {
    return reader(text);
  } catch (error) {
    if (!(error instanceof Misunderstood)) throw error;
    throw new Misunderstood(`${name} cannot be '${text}': ${error.message}`);
  }
}

/** An option without a value. */
export const flag = {};

/** Any text. @type {Reader<string>} */
export const text = (given) => given;

/** @param {number} least @returns {Reader<number>} */
export const whole = (least) => (given) => {
  const value = /^\d+$/.test(given) ? Number(given) : Number.NaN;
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new Misunderstood(`it is no whole number from ${least}`);
};

/** A number above 0, such as 0.3. @type {Reader<number>} */
export const positive = (given) => {
  const value = /^\d*\.?\d+$/.test(given) ? Number(given) : Number.NaN;
  if (Number.isFinite(value) && value > 0) return value;
  throw new Misunderstood('it is no number above 0');
};

/** @param {readonly string[]} names @returns {Reader<string>} */
export const oneOf = (names) => (given) => {
  if (names.includes(given)) return given;
  throw new Misunderstood(`there are ${names.join(', ')}`);
};

/** Several, with commas between them. @template T @param {Reader<T>} reader @returns {Reader<T[]>} */
export const list = (reader) => (given) => given.split(',').map(reader);

/** @type {Reader<string>} */
export const directory = (given) => {
  if (statSync(given, { throwIfNoEntry: false })?.isDirectory()) return given;
  throw new Misunderstood('there is no such directory');
};
