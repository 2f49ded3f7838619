import { describe, expect, it } from 'vitest';
import { run, world } from './test-support/run.ts';

const none = { action: 'none' };
const locks = { '/run/lock/phoenix/lxc-953.lock': '{"pid":1,"command":"x","since":"2026"}\n' };
const idle = { 900: none, 901: none, 950: none, 953: none };
const busy = { message: '953 is busy', hint: 'wait for it with --wait 5m' };

/** The calls after the question. */
const turns = (calls: readonly string[]) => calls.slice(1);

describe('a guest that was cut off after all was done', () => {
  it('has its turn, in which its manager takes the marks away', async () => {
    const marks = ['lxc-953.snapshot.json'];
    const guests = { ...idle, 953: { ...none, result: { outcome: 'unchanged' } } };
    const on = world({ guests }, { marks });
    expect(await run('create 953', on)).toBe(0);
    expect(turns(on.calls())).toEqual(['lxc-manager create 953']);
    const deleting = world({ guests }, { marks });
    expect(await run('delsnapshot kept 953', deleting)).toBe(0);
    expect(turns(deleting.calls())).toEqual(['lxc-manager delsnapshot 953 --name kept --yes']);
    const other = world({ guests }, { marks });
    expect(await run('start 953', other)).toBe(0);
    expect(turns(other.calls())).toEqual([]);
  });
});

describe('a guest that somebody is at work on', () => {
  it('has its turn though there seems to be nothing to do, and may be busy', async () => {
    const guests = { ...idle, 953: { ...none, exit: 75, result: { error: busy } } };
    const on = world({ guests }, { locks });
    expect(await run('create 950', on)).toBe(75);
    expect(turns(on.calls())).toEqual(['lxc-manager create 953 --bring 953']);
    expect(on.printed.stdout).toContain('✖ 953 g953: 953 is busy');
  });

  it('is waited for by its manager', async () => {
    const guests = { ...idle, 953: { ...none, result: { outcome: 'unchanged' } } };
    const on = world({ guests }, { locks });
    expect(await run('create 953 --wait 5m', on)).toBe(0);
    expect(turns(on.calls())).toEqual(['lxc-manager create 953 --wait 5m']);
    expect(on.printed.stdout).toContain('unchanged');
  });

  it('cannot be refused for what it is like at this moment; others are', async () => {
    const problems = [{ message: 'cannot start 953: there is no container 953' }];
    const on = world({ guests: { 953: { problems } } }, { locks });
    expect(await run('start 953 --wait 5m', on)).toBe(0);
    expect(turns(on.calls())).toEqual(['lxc-manager start 953 --wait 5m']);
    const other = { guests: { 953: none, 901: { problems: [{ message: 'no 901' }] } } };
    const both = world(other, { locks });
    expect(await run('start 953 901', both)).toBe(66);
    expect(turns(both.calls())).toEqual([]);
    expect(both.printed.stderr).toContain('no 901');
  });

  it('is not deleted without a question, nor from under who stands on it', async () => {
    const on = world({ guests: { 950: none } }, { locks: lockOf(950) });
    expect(await run('delete 950', on)).toBe(64);
    expect(turns(on.calls())).toEqual([]);
    const needed = world({ guests: { 953: none } }, { locks });
    expect(await run('delete 953 --yes', needed)).toBe(1);
    expect(needed.printed.stderr).toContain('depends on 953');
  });

  it('is shown as it is, and one that nobody is at work on costs nothing', async () => {
    const on = world({ guests: idle }, { locks });
    expect(await run('create 953 --dry-run', on)).toBe(0);
    expect(turns(on.calls())).toEqual([]);
    const free = world({ guests: idle }, { locks: { ...lockOf(953, ''), ...lockOf(8001) } });
    expect(await run('create 950', free)).toBe(0);
    expect(turns(free.calls())).toEqual([]);
  });
});

function lockOf(id: number, text = '{}'): Record<string, string> {
  return { [`/run/lock/phoenix/lxc-${id}.lock`]: text };
}
