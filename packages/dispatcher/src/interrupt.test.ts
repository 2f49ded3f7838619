import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { run, world } from './test-support/run.ts';

describe('interrupts', () => {
  it('the first lets the running guest finish, the second undoes; nothing new starts', async () => {
    const on = world({ guests: { 953: { hold: 2 } } });
    const done = run('create 950 --parallel 1', on);
    while (!on.waiting()) await sleep(10);
    on.signal('SIGINT');
    while (on.signals().length < 1) await sleep(10);
    on.signal('SIGINT');
    expect(await done).toBe(130);
    expect(on.signals()).toEqual(['SIGINT', 'SIGINT']);
    expect(on.calls().at(-1)).toBe('lxc-manager create 953 --bring 953');
    expect(on.printed.stderr).toContain(
      'interrupt received: finishing the running step of 953; press again to undo it\n',
    );
    expect(on.printed.stdout).toMatch(
      /Interrupted in .*: 1 changed, 1 interrupted, 2 skipped\nnext: phoenix create 950\n$/,
    );
  });

  it('the third leaves alone what does not end, and says who that is', async () => {
    const on = world({ guests: { 900: { hold: 99 } } });
    const done = run('create 900', on);
    while (!on.waiting()) await sleep(10);
    for (const _ of [1, 2, 3]) on.signal('SIGINT');
    expect(await done).toBe(130);
    expect(on.printed.stderr).toContain('leaving the running step of 900 alone\n');
    const [, pid] = /left at work: its manager \(pid (\d+)\)/.exec(on.printed.stdout) ?? [];
    process.kill(Number(pid), 'SIGKILL');
  });

  it.each(['create 900', 'status --host', 'test 900'])(
    '%s: no manager is started before somebody listens for signals',
    async (line) => {
      const on = world({ guests: { 900: {} } });
      let listening = 0;
      const seen: number[] = [];
      await run(line, {
        ...on,
        onSignal(handler) {
          const off = on.onSignal(handler);
          listening += 1;
          return () => {
            listening -= 1;
            off();
          };
        },
        spawn(command) {
          seen.push(listening);
          return on.spawn(command);
        },
      });
      expect(seen).not.toEqual([]);
      expect(seen).not.toContain(0);
      expect(listening).toBe(0);
    },
  );

  it('SIGTERM exits 143', async () => {
    const on = world({ guests: { 900: { hold: 1 } } });
    const done = run('create 900', on);
    while (!on.waiting()) await sleep(10);
    on.signal('SIGTERM');
    expect(await done).toBe(143);
    expect(on.signals()).toEqual(['SIGTERM']);
  });
});
