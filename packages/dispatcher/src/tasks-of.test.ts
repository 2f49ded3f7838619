import { describe, expect, it } from 'vitest';
import type { Job } from './job.ts';
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
