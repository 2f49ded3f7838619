import type { PlanProblem } from '../guest-plan.ts';
import {
  FRESH_DIRECTORY,
  PUSHED_SCRIPT,
  READY,
  RECORD,
  RUN_AND_RECORD,
  TEST,
} from '../guests/inside/scripts.ts';
import type { Expectation, Guard, Operation } from '../operation.ts';
import { quoteArgv, quoteWord } from '../quote.ts';

/** What this writes down: the plan of a guest, or what a step of setup plans. */
type AnyPlan = { readonly operations: readonly Operation[] };

/** Lines of a text that are shown; of a longer one it is only told how long it is. */
const SHOWN = 24;

/** Names of the scripts that guests run, in the place of their texts. */
const SCRIPTS: readonly (readonly [name: string, text: string])[] = Object.entries({
  FRESH_DIRECTORY,
  PUSHED_SCRIPT,
  READY,
  RECORD,
  RUN_AND_RECORD,
  TEST,
});

/**
 * A plan with every field of every operation, for tests that hold the whole of it and for a person
 * who looks through it. Hashes are only told to be there: `HASH` of content, `SHA-256` of files.
 */
export function wholePlan({ operations, ...rest }: AnyPlan): string {
  const { action, undo, notes, problems, ...others } = rest as Partial<Record<string, unknown>>;
  const told = [
    ...(action === undefined ? [] : [`action ${action}`]),
    ...Object.entries(others).map(([key, value]) => `${key} ${shown(value)}`),
  ];
  const lines = [
    ...(told.length === 0 ? [] : [told.join(', ')]),
    ...operations.flatMap(operationLines),
    ...undoLines(undo as Undo | undefined),
    ...listed(notes).map((note) => `note: ${note}`),
    ...listed(problems).flatMap(problemLines),
  ];
  return `${lines.join('\n')}\n`
    .replace(/\b[0-9a-f]{64}\b/g, 'SHA-256')
    .replace(/\b[0-9a-f]{32}\b/g, 'HASH');
}

type Undo = { readonly after: string; readonly before: string } & AnyPlan;

function undoLines(undo: Undo | undefined): string[] {
  if (undo === undefined) return [];
  const { after, before, operations } = undo;
  return [`back, after "${after}" and before "${before}":`, ...operations.flatMap(operationLines)];
}

/** One operation: why, what, and how, a line for each thing that is more than a word. */
function operationLines({ id, cause, doing, ...fields }: Operation): string[] {
  const all = Object.entries(fields);
  const words = all
    .filter(([key, value]) => isWord(key, value))
    .map(([key, value]) => wordOf(key, value));
  return [
    `${id}: ${cause}`,
    ...(doing === undefined ? [] : [`  to ${doing}`]),
    ...all
      .filter(([key, value]) => !isWord(key, value))
      .flatMap(([key, value]) => linesOf(key, value)),
    ...(words.length === 0 ? [] : [`  ${words.join(', ')}`]),
  ];
}

const isWord = (key: string, value: unknown) =>
  ['effect', 'deadline', 'mode', 'owner'].includes(key) || typeof value === 'boolean';

function wordOf(key: string, value: unknown): string {
  if (key === 'effect') return `${value}`;
  if (key === 'deadline') return `${value} s`;
  if (key === 'mode') return `mode ${octal(value)}`;
  return typeof value === 'boolean' ? `${value ? '' : 'no '}${key}` : `${key} ${value}`;
}

function linesOf(key: string, value: unknown): string[] {
  if (key === 'run') return [`  $ ${quoteArgv(value as string[])}`];
  if (key === 'write') return [`  > ${value}`];
  if (key === 'input' || key === 'content') return textLines(key, `${value}`);
  if (key === 'expect' || key === 'when')
    return (value as Expectation[]).map((one) => `  ${key} ${expectation(one)}`);
  if (key === 'guard') return [`  ${guardText(value as Guard)}`];
  return [`  ${key} ${shown(value)}`];
}

function textLines(key: string, text: string): string[] {
  const name = SCRIPTS.find(([, script]) => script === text)?.[0];
  if (name !== undefined) return [`  ${key} ${name}`];
  const lines = text.split('\n');
  if (lines.length > SHOWN) return [`  ${key} of ${lines.length} lines`];
  return [`  ${key}`, ...lines.map((line) => `    | ${line}`.trimEnd())];
}

function expectation(one: Expectation): string {
  if (!('key' in one)) return shown(one);
  const { conf, section, key, value } = one;
  const is = value === null ? 'is absent' : `= ${quoteWord(value)}`;
  return `${conf}${section === undefined ? '' : ` [${section}]`} ${key} ${is}`;
}

function guardText({ guest, record, hash, predicted }: Guard): string {
  return `unless ${guest} remembers ${record} ${hash}, which is expected ${predicted}`;
}

function problemLines({ message, hint, ...rest }: PlanProblem): string[] {
  return [
    `problem: ${message}`,
    ...(hint === undefined ? [] : [`  hint: ${hint}`]),
    ...Object.entries(rest).map(([key, value]) => `  ${key} ${value}`),
  ];
}

/** A value in one line. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shown).join('; ')}]`;
  if (typeof value !== 'object' || value === null) return quoteWord(`${value}`);
  const pairs = Object.entries(value).map(([key, one]) =>
    key === 'mode' ? `mode ${octal(one)}` : `${key} ${shown(one)}`,
  );
  return pairs.length === 0 ? 'nothing else' : pairs.join(', ');
}

const octal = (mode: unknown) => Number(mode).toString(8).padStart(4, '0');
const listed = (value: unknown) => (Array.isArray(value) ? value : []);
