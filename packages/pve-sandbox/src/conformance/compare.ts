import { inOrder, withoutChatter } from './chatter.ts';
import type { Outcome, StepResult } from './result.ts';
import type { Call, Scenario, Step } from './scenario.ts';

/** One thing that is not as recorded. */
export interface Difference {
  what: string;
  expected: string;
  actual: string;
}

/** A step, or a member of a parallel one, with what differs. */
export interface Judged {
  step: number;
  command: string;
  differences: Difference[];
}

/** Judges every step of a played scenario. */
export function compare(scenario: Scenario, results: readonly StepResult[]): Judged[] {
  const clean = cleaner(scenario.volatile ?? []);
  return scenario.steps.flatMap((step, at) => {
    const result = results[at] ?? { outcomes: [], files: {} };
    return judge(step, at, result, clean);
  });
}

function judge(
  step: Step,
  at: number,
  result: StepResult,
  clean: (text: string) => string,
): Judged[] {
  if (result.skipped) return [{ step: at, command: commandOf(step), differences: [] }];
  const calls: Call[] = step.parallel ?? (step.write === undefined ? [step] : []);
  const judged = calls.map((each, member) => ({
    step: at,
    command: commandOf(step.parallel === undefined ? step : each),
    differences: callDifferences(each, result.outcomes[member], clean, step),
  }));
  if (judged.length === 0) judged.push({ step: at, command: commandOf(step), differences: [] });
  judged.at(-1)?.differences.push(...fileDifferences(step, result, clean));
  return judged;
}

function commandOf({ argv, host, write, parallel }: Step): string {
  if (write !== undefined) return `write ${write}`;
  if (parallel !== undefined) return parallel.map((each) => commandOf(each)).join(' & ');
  return (argv ?? ['host:', ...(host ?? [])])
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word)))
    .join(' ');
}

function callDifferences(
  expected: Call,
  actual: Outcome | undefined,
  clean: (text: string) => string,
  { output }: Step,
): Difference[] {
  if (actual === undefined) return [{ what: 'call', expected: 'made', actual: 'not made' }];
  const differences: Difference[] = [];
  const add = (what: string, before: string, after: string) => {
    if (before !== after) differences.push({ what, expected: before, actual: after });
  };
  add('exit', `${expected.exit ?? 0}`, `${actual.exit}`);
  const text = (raw: string) => inOrder(clean(withoutChatter(raw)));
  const decode = (latin: string, encoding: string | undefined) =>
    encoding === 'latin-1' ? latin : Buffer.from(latin, 'latin1').toString('utf8');
  const stdout = decode(actual.stdout, expected.stdout_encoding);
  const stderr = decode(actual.stderr, expected.stderr_encoding);
  if (output !== undefined) add('output', text(output), text(stdout + stderr));
  else {
    add('stdout', text(expected.stdout ?? ''), text(stdout));
    add('stderr', text(expected.stderr ?? ''), text(stderr));
  }
  return differences;
}

function fileDifferences(
  { files }: Step,
  result: StepResult,
  clean: (text: string) => string,
): Difference[] {
  return Object.entries(files ?? {}).flatMap(([path, text]) => {
    const expected = text === null ? '(absent)' : clean(text);
    const found = result.files[path] ?? null;
    const actual = found === null ? '(absent)' : clean(found);
    return expected === actual ? [] : [{ what: path, expected, actual }];
  });
}

/** The verdict on a scenario that could not be played: no step is as recorded. */
export function unplayed(scenario: Scenario, error: unknown): Judged[] {
  const actual = error instanceof Error ? error.message : String(error);
  return scenario.steps.map((step, at) => ({
    step: at,
    command: commandOf(step),
    differences: [{ what: 'scenario', expected: 'played', actual }],
  }));
}

/** Removes what may differ between runs: Python's regular expressions, in their order. */
export function cleaner(volatile: readonly string[]): (text: string) => string {
  const patterns = volatile.map((source) => {
    const [, flags = '', rest = source] = /^\(\?([ims]+)\)(.*)$/s.exec(source) ?? [];
    return new RegExp(rest, `g${flags}`);
  });
  return (text) => patterns.reduce((left, pattern) => left.replace(pattern, ''), text);
}
