import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Ledger } from './ledger.ts';
import { leftOf, summaryOf } from './left.ts';
import { trialNamed, trialsOf } from './round.ts';
import { exitsOf, tableOf } from './table.ts';
import type { Verdict } from './trial.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'phoenix-ledger-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const verdict = (trial: string, faults: Verdict['faults'] = []): Verdict => ({
  trial,
  kind: trial.split('.')[2] ?? '',
  task: 'LetsGo',
  trail: [],
  exits: [0, 75],
  faults,
  seconds: 1,
});

it('is gone on with, without what had faults and the line that a death cut off', () => {
  const file = join(directory, 'torture', '1.jsonl');
  const first = new Ledger(file, false);
  first.add(verdict('1.1.killed.1'));
  first.add(verdict('1.1.power.1', [{ sort: 'lost', text: '910 is not there' }]));
  first.add(verdict('1.1.killed.2'));
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, -10));
  const second = new Ledger(file, true);
  expect(second.verdicts).toEqual([verdict('1.1.killed.1')]);
  second.add(verdict('1.1.killed.2'));
  expect(new Ledger(file, true).verdicts).toHaveLength(2);
  expect(new Ledger(file, false).verdicts).toHaveLength(0);
});

it('names trials, each kind first once, without those that are done', () => {
  const round = { seed: 1, round: 2, until: 0, directory, kinds: ['killed', 'power'] };
  const all = trialsOf({ ...round, done: new Set() });
  expect(all.slice(0, 3)).toEqual(['1.2.killed.1', '1.2.power.1', '1.2.killed.2']);
  expect(trialsOf({ ...round, done: new Set(all.slice(1)) })).toEqual(['1.2.killed.1']);
  expect(trialsOf({ ...round, done: new Set(), only: '1.2.power.2' })).toEqual(['1.2.power.2']);
});

it('knows which names are those of trials', () => {
  expect(trialNamed('1.4.killed.2')).toEqual({ name: '1.4.killed.2', seed: 1, round: 4 });
  for (const name of [
    '',
    'nope',
    '1.4',
    '1.0.killed.2',
    '01.4.killed.2',
    '1.4.nope.1',
    '1.4.killed.99',
    '-1.4.killed.2',
  ])
    expect(trialNamed(name), name).toBeUndefined();
});

it('tells how many of how many trials there were, and how to go on', () => {
  const wanted = { seed: 7, rounds: 2, kinds: ['power', 'clock'] };
  const some = [verdict('7.1.power.1'), verdict('7.1.clock.1')];
  const left = leftOf(wanted, some);
  expect(left).toHaveLength(8);
  expect(left[0]).toBe('7.1.power.2');
  expect(summaryOf(some, left, ['--seed', '7', '--rounds', '2', '--kinds', 'power,clock'])).toBe(
    '2 of 10 trials, 0 faults: the time was over before the other 8\n' +
      'hint: npm run torture -- --seed 7 --rounds 2 --kinds power,clock --resume',
  );
  expect(summaryOf(some, left, ['--resume'])).toMatch(/hint: npm run torture -- --resume$/);
  const lost = { sort: 'lost', text: '910 is not there' } as const;
  const all = [...left.map((trial) => verdict(trial)), ...some, verdict('7.9.power.1', [lost])];
  expect(leftOf(wanted, all)).toEqual([]);
  expect(summaryOf(all, [], [])).toBe('11 trials, 1 fault');
  expect(leftOf({ ...wanted, only: '7.2.power.1' }, [])).toEqual(['7.2.power.1']);
});

it('makes a table: a trial counts once for each sort of fault', () => {
  const lost = { sort: 'lost', text: '910 is not there' } as const;
  const table = tableOf([verdict('1.1.killed.1', [lost, lost]), verdict('1.1.power.1')]);
  const rows = table.split('\n').map((line) => line.trim().split(/ +/).slice(0, 4));
  expect(rows.slice(0, 4)).toEqual([
    ['kind', 'trials', 'lost', 'doubled'],
    ['killed', '1', '1', '0'],
    ['power', '1', '0', '0'],
    ['all', '2', '1', '0'],
  ]);
  expect(exitsOf([verdict('1.1.killed.1'), verdict('1.1.power.1')])).toBe('0 (2), 75 (2)');
});
