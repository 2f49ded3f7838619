import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, matchesGlob, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { unplayed } from './compare.ts';
import { needsTime } from './lay-host.ts';
import { noteFor, readNotes } from './notes.ts';
import { replay } from './replay.ts';
import { printDifferences, printSummary, type Report, summarize } from './report.ts';
import { type Host, readHost, readScenarios, type Scenario } from './scenario.ts';

/** All recordings of host.json's kinds. */
const usualNames = ['ct-*', 'qm-*', 'st-*', 'pveam-*'];
const leastShare = 0.9;

/** What the runner has to be told. */
export interface Setting {
  /** Directory of recordings when none is given. */
  usual: string;
  notes: string;
  /** Words that start pve-sandbox. */
  sandbox: readonly string[];
}

/** Replays recordings and lists every difference. @returns exit code */
export async function runConformance(args: readonly string[], setting: Setting): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      filter: { type: 'string', multiple: true },
      json: { type: 'boolean' },
      verbose: { type: 'boolean' },
      jobs: { type: 'string' },
    },
  });
  const directories = (positionals.length > 0 ? positionals : [setting.usual]).map((each) =>
    resolve(each),
  );
  const missing = directories.find((each) => !existsSync(each));
  if (missing !== undefined) {
    console.error(`conformance: no directory ${missing}`);
    return 66;
  }
  const work = directories.flatMap((directory) => load(directory, values.filter, setting.usual));
  const notes = readNotes(setting.notes);
  const reports: Report[] = [];
  const atOnce = values.jobs === undefined ? availableParallelism() * 6 : Number(values.jobs);
  // Those that wait in real time begin first and fill the gaps of the others.
  work.sort((a, b) => Number(needsTime(b.scenario)) - Number(needsTime(a.scenario)));
  const queue = [...work];
  await Promise.all(
    Array.from({ length: Math.max(1, atOnce) }, async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const { scenario, host } = next;
        const judged = await replay(scenario, host, setting.sandbox).catch((error: unknown) =>
          unplayed(scenario, error),
        );
        const noted = judged.map((each) => ({ ...each, note: noteFor(each, notes)?.reason }));
        reports.push({ name: scenario.name, judged: noted });
        if (!values.json) printDifferences(reports.at(-1), values.verbose ?? false);
      }
    }),
  );
  reports.sort((a, b) => (a.name < b.name ? -1 : 1));
  const total = summarize(reports);
  if (values.json) console.log(JSON.stringify({ ...total, scenarios: reports }));
  else printSummary(reports, total);
  return total.steps > 0 && total.matched / total.steps >= leastShare && total.unexplained === 0
    ? 0
    : 1;
}

function load(
  directory: string,
  filters: string[] | undefined,
  usual: string,
): { scenario: Scenario; host: Host }[] {
  const host = readHost(existsSync(join(directory, 'host.json')) ? directory : usual);
  const wanted = filters ?? usualNames;
  const accept = (name: string) => wanted.some((pattern) => matchesGlob(name, pattern));
  const found = readScenarios(directory, accept);
  // A directory of others is meant as it is.
  const scenarios =
    found.length > 0 || filters !== undefined ? found : readScenarios(directory, () => true);
  return scenarios.map((scenario) => ({ scenario, host }));
}
