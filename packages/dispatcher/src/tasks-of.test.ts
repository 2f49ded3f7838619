import { describe, expect, it } from 'vitest';
import type { Job } from './job.ts';
import { durationsIn } from './learn/durations.ts';
import { tasksOf } from './tasks-of.ts';
import { guests } from './test-support/declared.ts';
import { bringUp, startUp, stopDown } from './work.ts';

const declared = guests({
  900: { boot: 0 },
  950: { needs: [953], boot: 3, delay: 5 },
  953: { boot: 4 },
  960: { boot: 1 },
  970: {},
});

/** `950@3 waits`: id, rank, whether it waits, and the delay after it. */
function boots(
  jobs: readonly Job[],
  action: 'create' | 'change',
  operations: string[],
  more: { resumes?: true } = {},
): string[] {
  const plan = (id: number) => ({
    id,
    action,
    ...more,
    operations: operations.map((name) => ({ id: name, cause: '' })),
  });
  const plans = new Map(jobs.map(({ id }) => [id, plan(id)]));
  return tasksOf(jobs, plans, declared).map(({ id, boot }) =>
    boot === undefined
      ? `${id}`
      : `${id}@${boot.rank}${boot.waits ? ' waits' : ''}${boot.delay > 0 ? ` +${boot.delay}s` : ''}`,
  );
}

describe('the place in a boot', () => {
  const all = [900, 950, 953, 960, 970];
  it('is boot_order for what is started; what is needed goes with who needs it', () => {
    expect(boots(startUp(declared, all).jobs, 'change', ['start'])).toEqual([
      '900@0 waits',
      '960@1 waits',
      '953@3 waits',
      '950@3 waits +5s',
      '970@Infinity waits',
    ]);
  });

  it('is waited for by nobody who is made, but others wait for him', () => {
    const jobs = bringUp(declared, [950], 'converge').jobs;
    expect(boots(jobs, 'create', ['create', 'start'])).toEqual(['953@3', '950@3 +5s']);
    const half = boots(jobs, 'change', ['set', 'start'], { resumes: true });
    expect(half).toEqual(['953@3', '950@3 +5s']);
  });

  it('is none for what runs already, and the reverse for what is stopped', () => {
    const jobs = bringUp(declared, [950], 'converge').jobs;
    expect(boots(jobs, 'change', ['set'])).toEqual(['953', '950']);
    expect(boots(stopDown(declared, [950, 953, 960, 970]).jobs, 'change', ['stop'])).toEqual([
      '970@-Infinity waits',
      '950@-3 waits',
      '953@-3 waits',
      '960@-1 waits',
    ]);
  });
});

describe('what a turn takes', () => {
  const past = durationsIn([
    { type: 'operation-end', guest: 950, operation: 'start', result: 'done', seconds: 7 },
  ]);
  const { jobs } = startUp(declared, [950, 960, 970]);
  const plan = (id: number, ...names: string[]) => ({
    id,
    action: 'change' as const,
    operations: names.map((name) => ({ id: name, cause: '', holds: ['storage:tank' as const] })),
  });
  const taskOf = (id: number, ...names: string[]) =>
    tasksOf(jobs, new Map([[id, plan(id, ...names)]]), declared, past).find((one) => one.id === id);

  it('is that of its operations, and what they hold', () => {
    expect(taskOf(950, 'start')).toEqual({
      id: 950,
      needs: [953],
      seconds: 7.3,
      holds: [{ name: 'storage:tank', seconds: 7.3 }],
      boot: { rank: 3, waits: true, delay: 5 },
    });
  });

  it('is a guess where the past tells nothing of a part', () => {
    expect(taskOf(950, 'start', 'new')).toMatchObject({ guessed: true });
    const [one] = tasksOf(jobs.slice(0, 1), new Map([[960, plan(960, 'start')]]), declared);
    expect(one).toMatchObject({ id: 960, guessed: true });
  });

  it('is nothing without a plan', () => {
    expect(tasksOf(jobs, new Map(), declared, past)).toStrictEqual(
      jobs.map(({ id, needs }) => ({ id, needs, seconds: 0, holds: [] })),
    );
  });
});

describe('no place in a boot', () => {
  const job = (id: number, verb: Job['verb']): Job => ({
    ...{ id, verb, kind: 'lxc', bring: false },
    needs: [],
  });
  const template = guests({ 900: { boot: 1 }, 901: { boot: 2 } });
  Object.assign(template.lxc.get(900) ?? {}, { is_template: true });
  const places = (jobs: readonly Job[], name: string) =>
    tasksOf(
      jobs,
      new Map(
        jobs.map(({ id }) => [
          id,
          { id, action: 'change' as const, operations: [{ id: name, cause: '' }] },
        ]),
      ),
      template,
    ).map(({ boot }) => boot?.rank);

  it('have templates and guests that are not declared', () => {
    const jobs = [job(900, 'start'), job(901, 'start'), job(777, 'start')];
    expect(places(jobs, 'start')).toEqual([undefined, 2, undefined]);
  });

  it('has what a verb does that is neither start nor stop', () => {
    expect(places([job(901, 'create')], 'start')).toEqual([2]);
    expect(places([job(901, 'restart')], 'start')).toEqual([undefined]);
    expect(places([job(901, 'stop')], 'start')).toEqual([undefined]);
  });

  it('a run in which one stops is one that stops', () => {
    const jobs = [job(901, 'stop'), { ...job(777, 'delete'), needs: [901] }];
    expect(places(jobs, 'stop')).toEqual([-2, undefined]);
  });
});
