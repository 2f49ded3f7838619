import { didYouMean } from '@phoenix/shared-config';
import { commandLine } from '@phoenix/shared-runtime/frame';
import { defaultFlags, FLAGS, type FlagName, type FlagSpec, type Flags } from './flags.ts';

/** A command line taken apart: flags may stand anywhere, `--` ends them. */
export interface ParsedArgv {
  readonly words: readonly string[];
  readonly flags: Flags;
  /** The flags as typed, in order, for checks that need the verb. */
  readonly typed: readonly { readonly name: FlagName; readonly text: string }[];
  readonly help: boolean;
  readonly version: boolean;
}

/** Why a command line is not understood. */
export interface Refusal {
  readonly message: string;
  readonly hint?: string;
}

const specs: Readonly<Record<string, FlagSpec>> = FLAGS;
const shorts = new Map(
  Object.entries(specs).flatMap(([name, { short }]) =>
    short === undefined ? [] : [[short, name]],
  ),
);

/** Takes argv (without program) apart; knows flags, but neither guests nor, unless told, verbs. */
export function parseArgv(
  argv: readonly string[],
  isVerb: (word: string) => boolean = () => false,
): ParsedArgv | Refusal {
  const words: string[] = [];
  const flags = defaultFlags();
  const typed: { name: FlagName; text: string }[] = [];
  let help = false;
  let version = false;
  const rest = [...argv];
  for (const { word, isFlag: dashed } of commandLine(rest)) {
    if (!dashed) {
      words.push(word);
      continue;
    }
    for (const { name, text, inline } of flagsIn(word)) {
      if (name === 'help') help = true;
      else if (name === 'version') version = true;
      else {
        if (!isFlag(name)) return unknownFlag(text, [...words, ...rest], isVerb);
        const refusal = take(name, text, inline, rest, flags);
        if (refusal !== undefined) return refusal;
        typed.push({ name, text });
      }
    }
  }
  return { words, flags, typed, help, version };
}

interface TypedFlag {
  readonly name: string | undefined;
  readonly text: string;
  readonly inline?: string;
}

/** `--wait=5m` is one flag, `-yq` two; a cluster with one unknown letter is unknown as a whole. */
function flagsIn(word: string): readonly TypedFlag[] {
  if (!word.startsWith('--')) {
    const names = [...word.slice(1)].map((letter) =>
      letter === 'h' ? 'help' : shorts.get(letter),
    );
    if (names.includes(undefined)) return [{ name: undefined, text: word }];
    return names.map((name) => ({ name, text: word }));
  }
  const equals = word.indexOf('=');
  if (equals === -1) return [{ name: word.slice(2), text: word }];
  const text = word.slice(0, equals);
  return [{ name: text.slice(2), text, inline: word.slice(equals + 1) }];
}

function take(
  name: FlagName,
  text: string,
  inline: string | undefined,
  rest: string[],
  flags: Flags,
): Refusal | undefined {
  const spec = specs[name] as FlagSpec;
  if (spec.value === undefined) {
    if (inline !== undefined)
      return { message: `${text} takes no value`, hint: `type ${text} alone, or leave it out` };
    spec.set(flags, '');
    return undefined;
  }
  const value = inline ?? (spec.optional ? '' : rest.shift());
  if (value === undefined) return { message: `${text} needs a value: ${text} ${spec.value}` };
  const refusal =
    spec.optional && inline === ''
      ? `type ${text} alone, or ${text}=${spec.value}`
      : spec.refuse?.(value);
  if (refusal !== undefined) return { message: `${text} cannot be "${value}"`, hint: refusal };
  spec.set(flags, value);
  return undefined;
}

function isFlag(name: string | undefined): name is FlagName {
  return name !== undefined && Object.hasOwn(specs, name);
}

function unknownFlag(
  text: string,
  words: readonly string[],
  isVerb: (word: string) => boolean,
): Refusal {
  const id = /^-(\d+)$/.exec(text)?.[1];
  if (id !== undefined) {
    const isGuests = (word: string) => /^\d|^all\b/.test(word);
    const guests = words.find(isGuests) ?? 'all';
    return { message: `unknown flag ${text}`, hint: `to leave ${id} out, type ${guests},-${id}` };
  }
  const close = didYouMean(text.replace(/^-+/, ''), [...Object.keys(specs), 'help', 'version']);
  if (close !== undefined)
    return { message: `unknown flag ${text}`, hint: `did you mean --${close}?` };
  const verb = words.find(isVerb);
  return {
    message: `unknown flag ${text}`,
    hint:
      verb === undefined
        ? 'phoenix VERB --help lists the flags of a verb'
        : `phoenix ${verb} --help lists its flags`,
  };
}
