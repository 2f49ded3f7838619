import {
  type CommandManual,
  type FlagManual,
  flagUsage,
  type Manual,
  wordsOf,
} from '../manual/manual.ts';
import { type Choice, type Completion, type Known, starting, valuesOf } from './values.ts';

/** Flags that need no verb. */
const ALONE: readonly FlagManual[] = [
  { name: 'help', short: 'h', help: 'what there is to type' },
  { name: 'version', help: 'the version' },
];

/**
 * What may be typed for the last of the words, which is empty or the beginning of one; the words are
 * those after the program. Of what the host knows, `known` is asked only as far as is needed.
 */
export async function complete(
  manual: Manual,
  words: readonly string[],
  known: Known,
): Promise<Completion> {
  const typed = words.slice(0, -1);
  const partial = words.at(-1) ?? '';
  const { command, positional, awaits, flags, after } = walk(manual, typed);
  if (after) return { choices: [], paths: 'files' };
  if (awaits !== undefined) return flagValues(awaits, partial, known);
  const own = command === undefined ? [] : command.flags;
  const common = command?.isTool ? [] : manual.flags;
  const inline = /^--([a-z-]+)=(.*)$/s.exec(partial);
  if (inline !== null) {
    const flag = [...own, ...common].find(({ name }) => name === inline[1]);
    if (flag?.value === undefined) return { choices: [] };
    return within(await flagValues(flag, inline[2] ?? '', known), `--${flag.name}=`);
  }
  if (partial.startsWith('-')) {
    const all = [...own, ...(command === undefined ? [] : common), ...ALONE];
    return {
      choices: starting(all.filter(({ name }) => !flags.has(name)).flatMap(spellings), partial),
    };
  }
  if (command === undefined || command.name === 'help') {
    const names = manual.commands.map(({ name, summary }): Choice => [name, summary]);
    const help: Choice = ['help', 'explain a verb'];
    return positional.length > 0
      ? { choices: [] }
      : { choices: starting(command === undefined ? [...names, help] : names, partial) };
  }
  const swapped = command.flags.find(
    ({ name, words: others }) => others !== undefined && flags.has(name),
  );
  const { words: kinds, repeats } = wordsOf(swapped?.words ?? command.usage);
  const kind = kinds[positional.length] ?? (repeats ? kinds.at(-1) : undefined);
  if (kind === undefined) return { choices: [] };
  const completion = await valuesOf(kind, partial, known);
  return {
    ...completion,
    choices: completion.choices.filter(([word]) => !positional.includes(word)),
  };
}

interface Walked {
  readonly command: CommandManual | undefined;
  /** Words after the command that are no flags. */
  readonly positional: readonly string[];
  /** The flag whose value is next. */
  readonly awaits: FlagManual | undefined;
  readonly flags: ReadonlySet<string>;
  /** Behind `--`, where a command of a guest stands. */
  readonly after: boolean;
}

function walk({ commands, flags: common }: Manual, typed: readonly string[]): Walked {
  const flags = new Set<string>();
  const positional: string[] = [];
  let command: CommandManual | undefined;
  let awaits: FlagManual | undefined;
  for (const word of typed) {
    if (awaits !== undefined) {
      awaits = undefined;
    } else if (word === '--') {
      return { command, positional, awaits, flags, after: true };
    } else if (word.startsWith('-')) {
      const name = /^--([a-z-]+)/.exec(word)?.[1] ?? word;
      const flag = [...(command?.flags ?? []), ...common].find(
        (one) => one.name === name || `-${one.short}` === word,
      );
      if (flag !== undefined) flags.add(flag.name);
      if (flag?.value !== undefined && flag.optional === undefined && !word.includes('='))
        awaits = flag;
    } else if (command === undefined) {
      command = named(word, commands);
    } else positional.push(word);
  }
  return { command, positional, awaits, flags, after: false };
}

/** The command of that name; an unknown one takes no words. */
function named(word: string, commands: readonly CommandManual[]): CommandManual {
  const nothing = {
    group: '',
    summary: '',
    usage: '',
    about: [],
    examples: [],
    flags: [],
    aliases: [],
  };
  const found = commands.find(({ name }) => name.toLowerCase() === word.toLowerCase());
  return found ?? { name: word, ...nothing };
}

async function flagValues(flag: FlagManual, partial: string, known: Known): Promise<Completion> {
  if (flag.choices === undefined) return valuesOf(flag.value ?? '', partial, known);
  const before = partial.slice(0, partial.lastIndexOf(',') + 1);
  const choices = flag.choices.map((choice): Choice => [`${before}${choice}`, '']);
  return { choices: starting(choices, partial) };
}

function within({ choices, ...rest }: Completion, before: string): Completion {
  return { ...rest, choices: choices.map(([word, help]): Choice => [`${before}${word}`, help]) };
}

function spellings(flag: FlagManual): Choice[] {
  const long = flagUsage(flag.name, {});
  return flag.short === undefined
    ? [[long, flag.help]]
    : [
        [long, flag.help],
        [`-${flag.short}`, flag.help],
      ];
}
