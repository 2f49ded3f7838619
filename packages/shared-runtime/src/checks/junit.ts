import { printableLines } from '../quote.ts';
import { xmlText } from '../xml-text.ts';
import type { TestResult } from './check.ts';

/** Results as JUnit XML, the form that CI servers read: a suite for each guest and suite of it. */
export function junitXml(results: readonly TestResult[]): string {
  const suites = Map.groupBy(results, ({ guest, suite }) => `${guest}:${suite}`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="phoenix" ${counts(results)}>`,
    ...[...suites].flatMap(([name, own]) => [
      `  <testsuite name="${said(name)}" ${counts(own)}>`,
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
  const open = `    <testcase classname="${said(suite)}" name="${said(name)}"${time}`;
  if (skipped)
    return [`${open}>`, `      <skipped message="${said(message)}"/>`, '    </testcase>'];
  if (ok) return [`${open}/>`];
  const failure = `<failure message="${said(message)}">${said(output)}</failure>`;
  return [`${open}>`, `      ${failure}`, '    </testcase>'];
}

/** What tests say comes from guests: what XML has no way to write, and nobody would see, is spelled out. */
function said(text: string): string {
  return xmlText(printableLines(text));
}
