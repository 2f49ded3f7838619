import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addFault, clearFaults, type FaultAction, faultFor } from './faults.ts';

const hang: FaultAction = { kind: 'hang' };
let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'faults-'));
  mkdirSync(join(root, 'var/lib/pve-sandbox'), { recursive: true });
  process.env.PVE_SANDBOX_ROOT = root;
});
afterEach(() => {
  delete process.env.PVE_SANDBOX_ROOT;
  rmSync(root, { recursive: true });
});

const hits = (lines: string[]) => lines.map((line) => faultFor(line) !== undefined);

test('every match, and nothing else', () => {
  addFault({ match: '^pct (start|stop)', action: hang });
  expect(hits(['pct start 1', 'pct list', 'pct stop 1', 'qm start 1'])).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

test('only the nth', () => {
  addFault({ match: '^pct', nth: 2, action: hang });
  expect(hits(['pct a', 'qm', 'pct b', 'pct c'])).toEqual([false, false, true, false]);
});

test('only the first times', () => {
  addFault({ match: '^pct', times: 2, action: hang });
  expect(hits(['pct a', 'pct b', 'pct c'])).toEqual([true, true, false]);
});

test('a fault that is over leaves the next one in force', () => {
  addFault({ match: '^pct', times: 1, action: { kind: 'fail', text: 'first', exit: 1 } });
  addFault({ match: '^pct', nth: 2, action: { kind: 'fail', text: 'second', exit: 2 } });
  expect(faultFor('pct')).toMatchObject({ text: 'first' });
  expect(faultFor('pct')).toMatchObject({ text: 'second' });
  expect(faultFor('pct')).toBeUndefined();
});

test('cleared', () => {
  addFault({ match: '.', action: hang });
  clearFaults();
  expect(faultFor('pct')).toBeUndefined();
});
