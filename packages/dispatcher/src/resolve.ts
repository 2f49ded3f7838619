import { verbMeant } from '@phoenix/shared-runtime/command-line';
import { type ParsedArgv, parseArgv } from './argv.ts';
import { FLAGS, type FlagName, type FlagSpec } from './flags.ts';
import type { Resolved } from './intent.ts';
import type { Verb } from './verb.ts';
import { VERBS, verbNamed } from './verbs/index.ts';
import { refuseWord } from './words.ts';

/** What argv (without program) asks for. Pure: reads no file, no environment, no terminal. */
export function resolve(argv: readonly string[]): Resolved {
  const parsed = parseArgv(argv, (word) => verbNamed(word) !== undefined);
  if ('message' in parsed) return { kind: 'usage', ...parsed };
  const [first, ...rest] = parsed.words;
  if (parsed.version) return { kind: 'version' };
  if (first === undefined) return parsed.help ? { kind: 'help' } : { kind: 'usage' };
  if (first === 'help') return helpFor(rest[0]);
  // The old command line had ids and no verb.
  const bare = /^\d/.test(first);
  const verb = bare ? verbNamed('create') : verbNamed(first);
  if (verb === undefined) return unknownVerb(first);
  if (parsed.help) return { kind: 'help', verb: verb.name };
  return intentOf(verb, bare ? parsed.words : rest, parsed);
}

function intentOf(verb: Verb, words: readonly string[], { flags, typed }: ParsedArgv): Resolved {
  const alien = typed.find(({ name }) => !takesFlag(verb, name));
  if (alien !== undefined) {
    const takers = VERBS.filter(({ flags: own }) => own.includes(alien.name));
    return {
      kind: 'usage',
      message: `${verb.name} has no flag ${alien.text}`,
      hint: `${alien.text} belongs to ${takers.map(({ name }) => name).join(', ')}`,
    };
  }
  const [name, ...rest] = words;
  const isNamed = verb.takes === 'name and guests';
  const own = isNamed ? rest : words;
  const refusal =
    refuseCount(verb, words) ??
    refuseChoice(verb, words) ??
    (isNamed ? refuseName(verb, name) : undefined) ??
    refuseWords(verb, own);
  if (refusal !== undefined) return { kind: 'usage', ...refusal };
  const named = isNamed && name !== undefined ? { name } : {};
  return { kind: 'run', intent: { verb: verb.name, ...named, words: own, flags } };
}

/** Whether a verb takes a flag: those for everybody, and its own. */
function takesFlag(verb: Verb, name: FlagName): boolean {
  const spec: FlagSpec = FLAGS[name];
  return spec.everywhere === true || verb.flags.includes(name);
}

function refuseCount(verb: Verb, words: readonly string[]) {
  const example = `phoenix ${verb.examples[0]?.[0] ?? verb.name}`;
  if (verb.takes === 'guests' && words.length === 0) {
    return { message: `${verb.name} needs at least one guest`, hint: `for example: ${example}` };
  }
  if (verb.takes === 'name and guests' && words.length < 2) {
    return {
      message: `${verb.name} needs a name and, after it, at least one guest`,
      hint: `for example: ${example}`,
    };
  }
  if (verb.takes === 'none' && words.length > 0) {
    return { message: `${verb.name} takes no "${words[0]}"`, hint: `type: ${example}` };
  }
  if (verb.takes === 'run' && words.length > 1) {
    return { message: `${verb.name} takes one run, no "${words[1]}"`, hint: `type: ${example}` };
  }
  if (verb.takes === 'one word' && words.length !== 1) {
    const isChoice = verb.usage.includes('|');
    const what = `${isChoice ? 'of ' : ''}${verb.usage.replaceAll('|', ', ')}`;
    const message =
      words.length === 0
        ? `${verb.name} needs ${isChoice ? 'one ' : ''}${what}`
        : `${verb.name} takes one ${what}, no "${words[1]}"`;
    return { message, hint: `for example: ${example}` };
  }
  return undefined;
}

/** A usage such as `bash|zsh|fish` names all words that there are. */
function refuseChoice({ name, usage, takes }: Verb, [word = '']: readonly string[]) {
  const choices = usage.split('|');
  if (takes !== 'one word' || choices.length < 2 || choices.includes(word)) return undefined;
  return { message: `${name} has no "${word}"`, hint: `type one of ${choices.join(', ')}` };
}

/** Guests are what people type first elsewhere. */
function refuseName(verb: Verb, name = '') {
  const refusal = verb.refuseName?.(name);
  if (refusal === undefined || !/^\d/.test(name)) return refusal;
  return { ...refusal, hint: `the name comes first: phoenix ${verb.name} before-upgrade ${name}` };
}

function refuseWords(verb: Verb, words: readonly string[]) {
  if (!verb.takes.includes('guests')) return undefined;
  return words.map(refuseWord).find((refusal) => refusal !== undefined);
}

function helpFor(name: string | undefined): Resolved {
  if (name === undefined) return { kind: 'help' };
  const verb = verbNamed(name);
  return verb === undefined ? unknownVerb(name) : { kind: 'help', verb: verb.name };
}

function unknownVerb(word: string): Resolved {
  const names = VERBS.map(({ name }) => name);
  const close = verbMeant(word.toLowerCase(), [...names, 'help']);
  const hint = close === undefined ? 'phoenix --help lists the verbs' : `did you mean ${close}?`;
  return { kind: 'usage', message: `unknown verb "${word}"`, hint };
}
