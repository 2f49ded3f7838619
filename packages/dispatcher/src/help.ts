import { baseDirHelp } from '@phoenix/shared-config';
import { EXIT_MEANINGS } from '@phoenix/shared-runtime';
import { flagUsage } from '@phoenix/shared-runtime/manual';
import { FLAGS, type FlagName, type FlagSpec } from './flags.ts';
import type { Verb } from './verb.ts';
import { VERBS } from './verbs/index.ts';

/** Headings of the verbs, in order. */
export const GROUPS: readonly Verb['group'][] = ['Bring up', 'Run', 'Look', 'Configuration'];

const examples: readonly (readonly [string, string])[] = [
  ['phoenix create 950', 'make 950 and all that it stands on'],
  ['phoenix plan', 'what differs from the declaration, and why'],
  ['phoenix status', 'which guests exist and run'],
  ['phoenix stop 950:955,-953', 'a range without one of it'],
];

/** How guests are named on a command line. */
export const SELECTORS: readonly (readonly [string, string])[] = [
  ['950', 'an id'],
  ['nginx', 'a name'],
  ['950:955', 'the declared ids from 950 to 955'],
  ['950:955,-953', 'the same without 953'],
  ['@web', 'those that declare the tag web'],
  ['all', 'every declared guest'],
];

/** `phoenix --help`. */
export function helpText(): string {
  const verbs = GROUPS.flatMap((group) => [
    `${group}:`,
    ...columns(VERBS.filter((verb) => verb.group === group).map(overview)),
    '',
  ]);
  return lines([
    'Brings a Proxmox VE host, its containers and its VMs to the state that three JSON files declare.',
    '',
    'usage: phoenix VERB [GUEST...] [flags]',
    '',
    'Examples:',
    ...columns(examples),
    '',
    ...verbs,
    'Guests:',
    ...columns(SELECTORS),
    '',
    'Flags of every verb:',
    ...columns(
      flagNames()
        .filter((name) => specOf(name).everywhere)
        .map(flagRow),
    ),
    ...columns([
      ['-h, --help', 'this text, or that of a verb'],
      ['--version', 'the version'],
    ]),
    '',
    'Base directory:',
    ...baseDirHelp.map((line) => `  ${line}`),
    '',
    'Old spellings:',
    ...columns(oldSpellings()),
    '',
    'Exit status:',
    ...columns(EXIT_MEANINGS.map(([code, meaning]) => [String(code), meaning])),
    '',
    'phoenix help VERB tells more about a verb.',
  ]);
}

/** `phoenix help VERB`. */
export function verbHelp(verb: Verb): string {
  const own = flagNames().filter((name) => verb.flags.includes(name));
  const everywhere = flagNames().filter((name) => specOf(name).everywhere);
  return lines([
    `${sentence(verb.summary)}.`,
    '',
    'Examples:',
    ...columns(verb.examples.map(([line, does]) => [`phoenix ${line}`, does])),
    '',
    `usage: phoenix ${usage(verb)} [flags]`,
    ...(verb.aliases ?? []).map((alias) => `also:  ${alias}`),
    '',
    ...verb.about,
    '',
    ...(own.length > 0
      ? ['Flags:', ...columns(own.map((name) => ownFlagRow(name, verb))), '']
      : []),
    'Flags of every verb:',
    ...columns(everywhere.map(flagRow)),
  ]);
}

/** Command lines of before, each with the one to type now. */
export function oldSpellings(): [string, string][] {
  return VERBS.flatMap(({ name, aliases = [] }) =>
    aliases.map((alias): [string, string] => [alias, `phoenix ${name} ${alias.split(' ').at(-1)}`]),
  );
}

/** What is said, on stderr, when nothing was asked for. */
export function usageText(): string {
  return lines([
    'usage: phoenix VERB [GUEST...] [flags]',
    `verbs: ${VERBS.map(({ name }) => name).join(' ')}`,
    'hint:  phoenix --help explains them; phoenix status is a good first one',
  ]);
}

function overview(verb: Verb): [string, string] {
  return [usage(verb), verb.summary];
}

function usage({ name, usage: what }: Verb): string {
  return `${name} ${what}`.trimEnd();
}

function flagNames(): FlagName[] {
  return Object.keys(FLAGS) as FlagName[];
}

function specOf(name: FlagName): FlagSpec {
  return FLAGS[name];
}

function flagRow(name: FlagName): [string, string] {
  const spec = specOf(name);
  return [flagUsage(name, spec), spec.help];
}

function ownFlagRow(name: FlagName, verb: Verb): [string, string] {
  return [flagRow(name)[0], ownFlagHelp(name, verb)];
}

/** What a flag does for a verb: those that act have pending changes only where they are kept from making them. */
export function ownFlagHelp(name: FlagName, verb: Verb): string {
  const { help } = specOf(name);
  return name === 'detailed-exitcode' && 'work' in verb ? `with --dry-run: ${help}` : help;
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(24, ...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd());
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function lines(texts: readonly string[]): string {
  return `${texts.join('\n')}\n`;
}
