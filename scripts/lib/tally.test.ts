import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tallyConformance, tallyTap, tallyVitest } from './tally.mjs';

test.each([
  ['1..2\nok 1 a\nok 2 b\n', 2, 0],
  ['1..2\nok 1 a\nnot ok 2 b\n# why\n', 1, 1],
  ['1..5\nok 1 a\n', 1, 4],
  ['1..1\nok 1 a\n# not ok 7 quoted\n', 1, 0],
  ['', 0, 0],
])('a TAP report %j', (tap, passed, failed) => {
  expect(tallyTap(tap)).toEqual({ passed, failed });
});

test.each([
  ['ct-a   3/3\nct-bc  2/4, 2 explained\n5 of 7 steps as recorded\n', 2, 0],
  ['ct-a step 1: pct x\n    - "ct-z 1/2"\nct-a  2/3\nct-b  1/3, 1 explained\n', 0, 2],
  ['it broke\n', 0, 0],
])('a conformance report %j', (output, passed, failed) => {
  expect(tallyConformance(output)).toEqual({ passed, failed });
});

let scratch = '';
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'phoenix-tally-'));
});
afterAll(() => rmSync(scratch, { recursive: true }));

test('a vitest report: a file that broke before its tests counts once', () => {
  const file = join(scratch, 'report.json');
  const tests = ['passed', 'passed', 'failed', 'pending'].map((status) => ({ status }));
  const testResults = [
    { status: 'failed', assertionResults: tests },
    { status: 'failed', assertionResults: [] },
    { status: 'passed', assertionResults: tests.slice(0, 1) },
  ];
  writeFileSync(file, JSON.stringify({ testResults }));
  expect(tallyVitest(file)).toEqual({ passed: 3, failed: 2 });
});

test('a vitest report that was never written is a failure', () => {
  expect(tallyVitest(join(scratch, 'none.json'))).toEqual({ passed: 0, failed: 1 });
});
