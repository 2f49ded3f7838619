import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dryRun } from './dry-run.mjs';
import { reasonFor, staleIn } from './explain.mjs';
import { instrument } from './instrument.mjs';
import { Ledger } from './ledger.mjs';
import { sampleOf } from './sample.mjs';
import { scoreOf, tableOf } from './score.mjs';
import { tryMutants } from './try-mutants.mjs';

type Mutant = Awaited<ReturnType<typeof instrument>>['mutants'][number];

const FILE = 'scripts/mutants/fixture/odds.ts';
const scratch = mkdtempSync(join(tmpdir(), 'phoenix-mutants-test-'));
const ledger = new Ledger(join(scratch, 'ledger.jsonl'));
let mutants: Mutant[] = [];

beforeAll(async () => {
  const made = await instrument([FILE]);
  mutants = made.mutants;
  const instrumented = join(scratch, 'instrumented.json');
  writeFileSync(instrumented, JSON.stringify(made.instrumented));
  const tests = ['scripts/mutants/fixture/odds.test.ts'];
  const testFiles = await dryRun(tests, instrumented, join(scratch, 'reach.json'), 1);
  const settle = (verdict: Parameters<Ledger['add']>[0]) => ledger.add(verdict);
  await tryMutants(mutants, testFiles, { instrumented, workers: 1, settle, tell: () => {} });
}, 300_000);

afterAll(() => rmSync(scratch, { recursive: true }));

/** What became of the mutants that stand in a line. */
function verdicts(text: string): Record<string, string | undefined> {
  const there = mutants.filter((mutant) => mutant.text.includes(text));
  return Object.fromEntries(
    there.map(({ id, original, replacement }) => [
      `${original} -> ${replacement}`,
      ledger.of(id)?.is,
    ]),
  );
}

it('settles every mutant', () => {
  expect(mutants.length).toBeGreaterThan(20);
  expect(mutants.filter(({ id }) => ledger.of(id) === undefined)).toEqual([]);
});

it('tells what tests notice from what they do not', () => {
  expect(verdicts('value % 2')).toMatchObject({
    'value % 2 === 1 -> true': 'killed',
    'value % 2 -> value * 2': 'killed',
    'value > 1000 -> false': 'survived',
    'false -> true': 'uncovered',
  });
});

it('notices a mutant of what runs while the file is loaded', () => {
  expect(verdicts('const LEAST')).toEqual({ '[2, 4, 6] -> []': 'killed' });
});

it('notices a mutant behind a value that is kept, with a test that says so', () => {
  expect(verdicts('remembered ??=')).toMatchObject({ 'LEAST - 1 -> LEAST + 1': 'killed' });
});

it('ends a loop that would not', () => {
  expect(verdicts('at += 1')).toMatchObject({ 'at += 1 -> at -= 1': 'timeout' });
});

it('knows what no test reaches', () => {
  expect(verdicts("return 'unseen'")).toEqual({ '\'unseen\' -> ""': 'uncovered' });
});

it('keeps its verdicts in a file', () => {
  const again = new Ledger(join(scratch, 'ledger.jsonl'));
  expect(mutants.map(({ id }) => again.of(id))).toEqual(mutants.map(({ id }) => ledger.of(id)));
});

it('counts what is explained apart', () => {
  const explained = { file: FILE, original: 'value > 1000', replacement: 'false', reason: 'why' };
  const plain = scoreOf('odds', mutants, ledger, []);
  const with1 = scoreOf('odds', mutants, ledger, [explained]);
  expect(with1).toEqual({ ...plain, survived: plain.survived - 1, explained: 1 });
  expect(mutants.filter((one) => reasonFor(one, [explained]) === 'why')).toHaveLength(1);
  expect(tableOf([with1]).split('\n')).toHaveLength(3);
});

it('refuses explanations of nothing, and of what is noticed', () => {
  const noticed = { file: FILE, original: 'value % 2', replacement: 'value * 2', reason: 'why' };
  const nothing = { ...noticed, replacement: 'value + 2' };
  const elsewhere = { ...nothing, file: 'packages/another.ts' };
  expect(staleIn([noticed, nothing, elsewhere], mutants, ledger)).toEqual([
    `explained, but tests notice it: ${FILE}: value % 2 -> value * 2`,
    `explained, but there is no such mutant: ${FILE}: value % 2 -> value + 2`,
  ]);
});

it('draws the same sample by the same seed', () => {
  const items = Array.from({ length: 100 }, (_, index) => index);
  const sample = sampleOf(items, 10, 1);
  expect(sample).toHaveLength(10);
  expect(sampleOf(items, 10, 1)).toEqual(sample);
  expect(sampleOf(items, 10, 2)).not.toEqual(sample);
  expect(sample).toEqual(sample.toSorted((a, b) => a - b));
});
