import { xmlText } from '../xml-text.ts';
import type { TestResult } from './check.ts';

/** Results as JUnit XML, the form that CI servers read: a suite for each guest and suite of it. */
export function junitXml(results: readonly TestResult[]): string {
  const suites = Map.groupBy(results, ({ guest, suite }) => `${guest}:${suite}`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="phoenix" ${counts(results)}>`,
    ...[...suites].flatMap(([name, own]) => [
      `  <testsuite name="${xmlText(name)}" ${counts(own)}>`,
      ...own.flatMap((result) => testCase(name, result)),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

function counts(results: readonly TestResult[]): string {
  const failures = results.filter(({ ok }) => !ok).length;
  const skipped = results.filter((one) => one.skipped).length;
  const skips = skipped === 0 ? '' : ` skipped="${skipped}"`;
  return `tests="${results.length}" failures="${failures}"${skips}`;
}

function testCase(
  suite: string,
  { name, ok, skipped, message = '', output = '', seconds }: TestResult,
) {
  const time = seconds === undefined ? '' : ` time="${seconds.toFixed(3)}"`;
  const open = `    <testcase classname="${xmlText(suite)}" name="${xmlText(name)}"${time}`;
  if (skipped)
    return [`${open}>`, `      <skipped message="${xmlText(message)}"/>`, '    </testcase>'];
  if (ok) return [`${open}/>`];
  const failure = `<failure message="${xmlText(message)}">${xmlText(output)}</failure>`;
  return [`${open}>`, `      ${failure}`, '    </testcase>'];
}
