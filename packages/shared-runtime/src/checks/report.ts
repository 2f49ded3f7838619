import { absolutePath } from '../absolute-path.ts';
import { PhoenixError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { VerbContext } from '../frame/context.ts';
import { printable, printableLines } from '../quote.ts';
import type { Subject } from '../subject.ts';
import type { Check, CheckResult } from './check.ts';
import { openJunit } from './junit-file.ts';

type Shown = Pick<VerbContext, 'flags' | 'out'>;

/** The flag that has the results written to a file as well. */
export const JUNIT_FLAG = {
  junit: { value: 'FILE', help: 'write the results to this file as well, as JUnit XML' },
} as const;

/**
 * Runs checks, prints their results as TAP or JSON, writes the file of --junit, and answers the exit
 * status that they deserve. Throws (66) when that file cannot be written, before anything is run.
 */
export async function reportChecks(
  { flags, out, host }: Shown & Pick<VerbContext, 'host'>,
  run: () => Promise<readonly CheckResult[]>,
): Promise<number> {
  const { junit } = flags.own;
  const file = junit === undefined ? undefined : openJunit(host, absolutePath(junit));
  const results = await run();
  file?.write(results);
  const failed = results.filter(({ ok }) => !ok).length;
  const skipped = results.filter((one) => one.skipped).length;
  const summary = {
    passed: results.length - failed - skipped,
    failed,
    ...(skipped > 0 && { skipped }),
  };
  out.result(flags.json ? `${JSON.stringify({ tests: results, summary })}\n` : asTap(results));
  return failed > 0 ? EXIT.failed : EXIT.done;
}

/** Prints what would be checked. */
export function showChecks(
  planned: readonly { readonly guest: Subject; readonly checks: readonly Check[] }[],
  { flags, out }: Shown,
): number {
  const tests = planned.flatMap(({ guest, checks }) =>
    checks.map(({ suite, name }) => ({ guest, suite, name })),
  );
  if (flags.json) out.result(`${JSON.stringify({ tests })}\n`);
  else for (const { guest, suite, name } of tests) out.result(`${guest}:${suite} ${name}\n`);
  return EXIT.done;
}

/** Throws (66) for a suite in which nothing was found. */
export function refuseUnknownSuite(
  suite: string | undefined,
  found: number,
  { of, hint }: { readonly of: string; readonly hint: string },
): void {
  if (suite === undefined || found > 0) return;
  throw new PhoenixError(`no suite ${suite} is declared for ${of}`, { hint, exit: EXIT.notFound });
}

/** Results in the Test Anything Protocol. */
function asTap(results: readonly CheckResult[]): string {
  const lines = [
    'TAP version 13',
    `1..${results.length}${results.length === 0 ? ' # no tests are declared' : ''}`,
  ];
  for (const [index, { guest, suite, name, ok, skipped, message, output }] of results.entries()) {
    const title = `${index + 1} - ${guest}:${suite} ${name.replace(/#/g, '\\#')}`;
    if (skipped) {
      lines.push(`ok ${title} # SKIP ${printable(message ?? '')}`.trimEnd());
      continue;
    }
    lines.push(`${ok ? 'ok' : 'not ok'} ${title}`);
    // Each line of what a guest said is a comment: none is a result, and none plays with the terminal.
    for (const text of [message, output])
      for (const line of text === undefined ? [] : printableLines(text).split('\n'))
        lines.push(`# ${line}`);
  }
  return `${lines.join('\n')}\n`;
}
