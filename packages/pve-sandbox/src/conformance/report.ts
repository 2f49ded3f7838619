import type { Difference, Judged } from './compare.ts';

/** A scenario's steps with what differs, and why that is known. */
export interface Report {
  name: string;
  judged: (Judged & { note?: string | undefined })[];
}

/** Figures over all scenarios. */
export interface Total {
  steps: number;
  matched: number;
  explained: number;
  unexplained: number;
}

const differs = ({ differences }: Judged): boolean => differences.length > 0;

/** Counts steps over all scenarios. */
export function summarize(reports: readonly Report[]): Total {
  const all = reports.flatMap(({ judged }) => judged);
  const wrong = all.filter(differs);
  const explained = wrong.filter(({ note }) => note !== undefined).length;
  return {
    steps: all.length,
    matched: all.length - wrong.length,
    explained,
    unexplained: wrong.length - explained,
  };
}

/** Prints what differs in one scenario. */
export function printDifferences(report: Report | undefined, verbose: boolean): void {
  for (const { step, command, differences, note } of report?.judged ?? []) {
    if (differences.length === 0 || (note !== undefined && !verbose)) continue;
    console.log(`${report?.name} step ${step}: ${shorten(command, 160)}`);
    for (const each of differences) printOne(each);
    if (note !== undefined) console.log(`  known: ${note}`);
  }
}

function printOne({ what, expected, actual }: Difference): void {
  console.log(`  ${what}`);
  console.log(`    - ${shorten(JSON.stringify(expected), 1200)}`);
  console.log(`    + ${shorten(JSON.stringify(actual), 1200)}`);
}

const shorten = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length)}...` : text;

/** Prints a line per scenario and the figures of all. */
export function printSummary(reports: readonly Report[], total: Total): void {
  const width = Math.max(0, ...reports.map(({ name }) => name.length));
  for (const { name, judged } of reports) {
    const matched = judged.filter((each) => !differs(each)).length;
    const known = judged.filter((each) => differs(each) && each.note !== undefined).length;
    const tail = known === 0 ? '' : `, ${known} explained`;
    console.log(`${name.padEnd(width)}  ${matched}/${judged.length}${tail}`);
  }
  const { steps, matched, explained, unexplained } = total;
  const share = steps === 0 ? 0 : (matched / steps) * 100;
  console.log(
    `${matched} of ${steps} steps as recorded (${share.toFixed(1)} %), ${explained} explained, ${unexplained} unexplained`,
  );
}
