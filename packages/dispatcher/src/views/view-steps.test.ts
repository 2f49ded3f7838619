import type { PhoenixEvent } from '@phoenix/shared-runtime';
import { expect, it } from 'vitest';
import { followRun } from './at-work.ts';
import type { ViewEvent } from './view.ts';
import { stepsView } from './view-steps.ts';

const plan = (id: string, action: 'change' | 'none'): PhoenixEvent => ({
  type: 'plan',
  plan: { id, name: id, action, operations: [], notes: [] },
});
const start = (guest: string): PhoenixEvent => ({
  type: 'operation-start',
  guest,
  operation: 'do',
  cause: 'it is not done',
});
const result = (guest: string, outcome: 'changed' | 'unchanged' | 'failed'): PhoenixEvent => ({
  type: 'guest-result',
  guest,
  outcome,
  seconds: 1,
});

it('steps are shown as guests are: each begins once, and they are counted', () => {
  const shown: ViewEvent[] = [];
  const run = followRun();
  const view = stepsView({
    show(event, time) {
      shown.push(event);
      run.take(event, time);
    },
    tick() {},
    close() {},
  });
  const events = [
    plan('zfs', 'change'),
    plan('time', 'none'),
    plan('nfs', 'change'),
    start('zfs'),
    start('zfs'),
    result('zfs', 'changed'),
    result('time', 'unchanged'),
    start('nfs'),
  ];
  for (const event of events) view.show(event, 0);
  expect(run.counts).toEqual({ of: 2, done: 1, failed: 0 });
  expect([...run.steps.keys()]).toEqual(['nfs']);
  const begun = shown.filter(({ type }) => type === 'begin');
  expect(begun).toMatchObject([
    { guest: 'zfs', number: 1, of: 2 },
    { guest: 'nfs', number: 2, of: 2 },
  ]);
  // What is as declared would be most of what is seen.
  expect(shown).not.toContainEqual(result('time', 'unchanged'));
  view.show(result('nfs', 'failed'), 0);
  expect(run.counts).toEqual({ of: 2, done: 1, failed: 1 });
});
