import type { TestResult } from '@phoenix/shared-runtime';

/**
 * Several results in the Test Anything Protocol as one: one version, one plan, tests numbered
 * through. Texts of another kind (a dry run) are put one after the other as they are.
 */
export function mergeTap(texts: readonly string[]): string {
  const results = texts.filter((text) => text.startsWith('TAP version'));
  if (results.length < 2) return texts.join('');
  let number = 0;
  const lines = results.flatMap((text) => text.trimEnd().split('\n').slice(1));
  const body = lines
    .filter((line) => !/^1\.\.\d/.test(line))
    .map((line) =>
      line.replace(/^(ok|not ok) \d+/, (_, word) => {
        number += 1;
        return `${word} ${number}`;
      }),
    );
  const plan = `1..${number}${number === 0 ? ' # no tests are declared' : ''}`;
  return `${['TAP version 13', plan, ...body].join('\n')}\n`;
}

/** The results in a text of the managers: `ok 1 - 950:smoke NAME`, with its output in `# ` lines. */
export function resultsIn(tap: string): TestResult[] {
  const results: (TestResult & { said: string[] })[] = [];
  for (const line of tap.split('\n')) {
    const [, no, guest = '', suite = '', name = ''] =
      /^(not )?ok \d+ - ([^\s:]+):(\S+) (.*)$/.exec(line) ?? [];
    if (guest !== '') {
      const [title = '', why] = name.split(/ # SKIP ?/);
      results.push({
        guest,
        suite,
        name: title.replaceAll('\\#', '#'),
        ok: no === undefined,
        ...(why !== undefined && { skipped: true as const }),
        said: why ? [why] : [],
      });
    } else if (line.startsWith('# ')) results.at(-1)?.said.push(line.slice(2));
  }
  return results.map(({ said: [message, ...output], ...result }) => ({
    ...result,
    ...(message !== undefined && { message }),
    ...(output.length > 0 && { output: output.join('\n') }),
  }));
}
