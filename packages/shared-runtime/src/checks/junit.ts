import type { TestResult } from './check.ts';

/** Results as JUnit XML, the form that CI servers read: a suite for each guest and suite of it. */
export function junitXml(results: readonly TestResult[]): string {
  const suites = Map.groupBy(results, ({ guest, suite }) => `${guest}:${suite}`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="phoenix" ${counts(results)}>`,
    ...[...suites].flatMap(([name, own]) => [
      `  <testsuite name="${escaped(name)}" ${counts(own)}>`,
      ...own.flatMap((result) => testCase(name, result)),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

function counts(results: readonly TestResult[]): string {
  return `tests="${results.length}" failures="${results.filter(({ ok }) => !ok).length}"`;
}

function testCase(suite: string, { name, ok, message = '', output = '', seconds }: TestResult) {
  const time = seconds === undefined ? '' : ` time="${seconds.toFixed(3)}"`;
  const open = `    <testcase classname="${escaped(suite)}" name="${escaped(name)}"${time}`;
  if (ok) return [`${open}/>`];
  const failure = `<failure message="${escaped(message)}">${escaped(output)}</failure>`;
  return [`${open}>`, `      ${failure}`, '    </testcase>'];
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Text for XML 1.0, which has no way to write most control characters. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
}
