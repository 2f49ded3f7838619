import { expect, test } from 'vitest';
import type { Job } from '../job.ts';
import type { Session } from '../session.ts';
import { guests } from '../test-support/declared.ts';
import { historyWorld } from '../test-support/history.ts';
import { estimateOf } from './estimate.ts';

const took = (guest: number, operation: string, seconds: number) =>
  [1, { type: 'operation-end', guest, operation, result: 'done', seconds }] as const;

/** A host on which `start` took 10 s and `create` 20 s. */
const { host } = historyWorld({
  '20260101T110000-7': {
    command: 'phoenix create 900',
    told: [took(900, 'start', 10), took(900, 'create', 20)],
  },
});
const declared = guests({ 900: {}, 901: {}, 902: {} });
const session = (parallel?: number) =>
  ({
    world: { host, env: {} },
    flags: parallel === undefined ? {} : { parallel },
    declared: () => declared,
  }) as unknown as Session;

const job = (id: number, needs: number[] = []): Job => ({
  ...{ id, kind: 'lxc', verb: 'create', bring: false },
  needs,
});
type Plans = Parameters<typeof estimateOf>[1];
/** `901: create start`: the plan of 901 with two operations; none for nothing to do. */
const plans = (...lines: string[]): Plans =>
  new Map(
    lines.map((line) => {
      const [id = '', words = ''] = line.split(':');
      const operations = words
        .split(' ')
        .filter(Boolean)
        .map((name) => ({ id: name, cause: '', run: ['pct'] }));
      const action = operations.length === 0 ? 'none' : 'create';
      return [Number(id), { id: Number(id), action, operations }];
    }),
  ) as unknown as Plans;

test('is what the past took, one after the other where that has to be', () => {
  const both = plans('901: create start', '902: start');
  expect(estimateOf([job(901), job(902)], both, session())).toEqual({
    seconds: expect.closeTo(30.3),
    parallel: 4,
    unknown: 0,
  });
  expect(estimateOf([job(901), job(902, [901])], both, session())?.seconds).toBeCloseTo(40.6);
  expect(estimateOf([job(901), job(902)], both, session(1))).toMatchObject({
    seconds: expect.closeTo(40.6),
    parallel: 1,
  });
});

test('counts what the past tells nothing of', () => {
  const some = plans('901: create new other', '902: new start');
  expect(estimateOf([job(901), job(902)], some, session())?.unknown).toBe(3);
});

test('is none when the past tells nothing at all', () => {
  expect(estimateOf([job(901)], plans('901: new other', '902:'), session())).toBeUndefined();
});

test('is none when nothing is to be done', () => {
  expect(estimateOf([job(901)], plans('901:'), session())).toBeUndefined();
  expect(estimateOf([job(901)], plans(), session())).toBeUndefined();
});

test('takes no time for a guest with which nothing is to be done', () => {
  const some = plans('901: start', '902:');
  expect(estimateOf([job(901), job(902, [901])], some, session())?.seconds).toBeCloseTo(10.3);
});
