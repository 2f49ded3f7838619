import { describe, expect, it } from 'vitest';
import { noVms, run, world } from './test-support/run.ts';

const none = { action: 'none' };

describe('create', () => {
  it('asks once, then acts on those that have something to do, in order', async () => {
    const on = world({ guests: { 900: none } });
    expect(await run('create 950 --parallel 1', on)).toBe(0);
    expect(on.calls()).toEqual([
      'lxc-manager create 900 953 901 950 --bring 900,953,901 --dry-run --json',
      'lxc-manager create 953 --bring 953',
      'lxc-manager create 901 --bring 901',
      'lxc-manager create 950',
    ]);
    expect(on.printed.stdout).toMatch(
      /Done in .*: 3 changed, 1 unchanged\nnext: phoenix status 950\n/,
    );
  });

  it('costs one call when all is as declared', async () => {
    const on = world({ guests: { 900: none, 901: none, 950: none, 953: none } });
    expect(await run('create 950', on)).toBe(0);
    expect(on.calls()).toHaveLength(1);
    expect(on.printed.stdout).toMatch(/Done in .*: 4 unchanged\n$/);
    expect(on.printed.stderr).toBe('');
  });

  it('stops what stands on a failed guest, and nobody else', async () => {
    const error = { message: 'cannot start 953: no address', hint: 'look', log: '/log/1' };
    const on = world({ guests: { 953: { exit: 1, result: { error } } } });
    expect(await run('create 950 901', on)).toBe(1);
    expect(on.calls().slice(1).toSorted()).toEqual([
      'lxc-manager create 900 --bring 900',
      'lxc-manager create 901',
      'lxc-manager create 953 --bring 953',
    ]);
    expect(on.printed.stdout).toContain(
      '✖ 953 g953: cannot start 953: no address\n    hint: look\n    log: /log/1\n',
    );
    expect(on.printed.stdout).toContain('– 950 g950: skipped because of 953\n');
    expect(on.printed.stdout).toMatch(/Not all done in .*: 2 changed, 1 failed, 1 skipped\n/);
    expect(on.printed.stdout).toMatch(/next: phoenix create 950 901\n$/);
  });

  it('names the first failure as the reason all the way up', async () => {
    const on = world({ guests: { 900: { exit: 1, result: null, talk: 'error: no space\n' } } });
    expect(await run('create 950 --json', on)).toBe(1);
    const { guests, summary } = JSON.parse(on.printed.stdout);
    expect(guests.map(({ id, because }: { id: number; because: number }) => [id, because])).toEqual(
      [
        [900, undefined],
        [953, 900],
        [901, 900],
        [950, 900],
      ],
    );
    expect(guests[0].error.message).toBe('no space');
    expect(summary).toMatchObject({ failed: 1, skipped: 3 });
  });

  it('changes nothing while a plan has a problem', async () => {
    const problems = [{ message: 'the template is not there', hint: 'fetch it' }];
    const on = world({ guests: { 900: { problems } } });
    expect(await run('create 950', on)).toBe(66);
    expect(on.calls()).toHaveLength(1);
    expect(on.printed.stderr).toContain(
      'error: 900 g900: the template is not there\nhint: fetch it\n',
    );
  });

  it('is told how to do without those that cannot be done', async () => {
    const problems = [{ message: 'no template for 900' }];
    const one = world({ guests: { 953: { problems } } });
    expect(await run('LetsGo', one)).not.toBe(0);
    expect(one.printed.stderr).toContain(
      'nothing was done\nhint: for all that does not stand on them, type phoenix converge all,-950,-951,-953,-8001\n',
    );
    const all = world({ guests: { 900: { problems } } });
    expect(await run('create 950 951', all)).not.toBe(0);
    expect(all.printed.stderr).toMatch(/nothing was done\n$/);
  });

  it('is told what is wrong, and not what follows from it', async () => {
    const wrong = [{ message: 'cannot create 900: this host has no storage fast', exit: 1 }];
    const follows = [{ message: 'cannot clone 901 from 900: 900 cannot be made', because: 900 }];
    const on = world({ guests: { 900: { problems: wrong }, 901: { problems: follows } } });
    expect(await run('create 901', on)).toBe(1);
    expect(on.printed.stderr).toContain('no storage fast');
    expect(on.printed.stderr).not.toContain('cannot be made');
    expect(await run('plan 901', on)).not.toBe(0);
    expect(on.printed.stdout).toContain('✖ cannot clone 901 from 900: 900 cannot be made');
  });

  it('is told why in JSON as well, with the exit status of the problem', async () => {
    const problems = [{ message: 'cannot start 953: there is no container 953', exit: 66 }];
    const on = world({ guests: { 953: { action: 'none', problems } } });
    expect(await run('start 953 --json', on)).toBe(66);
    expect(JSON.parse(on.printed.stdout)).toMatchObject({
      guests: [{ id: 953, problems }],
      summary: { none: 1, problems: 1 },
    });
    expect(on.printed.stderr).toBe(
      'error: cannot start 953: there is no container 953\nnothing was done\n',
    );
    const failed = world({ guests: { 953: { problems: [{ message: 'no', exit: 1 }] } } });
    expect(await run('start 953', failed)).toBe(1);
  });

  it('prints the plan of a dry run and stops', async () => {
    const on = world({ guests: { 900: none } });
    expect(await run('create 953 --dry-run', on)).toBe(0);
    expect(await run('create 953 --dry-run --detailed-exitcode', on)).toBe(2);
    expect(on.calls()).toHaveLength(2);
    expect(on.printed.stdout).toContain('Plan: 0 to create, 1 to change, 1 unchanged');
  });

  it('with --fail-fast begins nothing after a failure, and says so', async () => {
    const error = { message: 'no space' };
    const on = world({ guests: { 900: { exit: 1, result: { error } } } });
    expect(await run('create 900 8001 --fail-fast --parallel 1', on)).toBe(1);
    expect(on.calls().slice(-1)).toEqual(['lxc-manager create 900']);
    expect(on.printed.stdout).toContain('– 8000 g8000: skipped after 900 failed (--fail-fast)\n');
  });

  it('passes over what a manager tells that is no event', async () => {
    const events = [{ type: 'note' }, { type: 'operation-start', guest: 900 }, { type: 'new' }];
    const on = world({ guests: { 900: { events } } });
    expect(await run('create 900 --progress plain', on)).toBe(0);
    expect(on.printed.stdout).toContain(': 1 changed\n');
  });

  it('a hint for the others keeps the base directory', async () => {
    const problems = [{ message: 'no template for 953' }];
    const on = world({ guests: { 953: { problems } } });
    const base = on.env.PHOENIX_BASE_DIR;
    await run(`create 953 900 --base-dir ${base}`, on);
    expect(on.printed.stderr).toContain(`type phoenix create 900 --base-dir ${base}\n`);
  });

  it('who is only busy is called so, with how to wait for him', async () => {
    const busy = { exit: 75, result: { error: { message: '900 is busy' } } };
    const on = world({ guests: { 900: busy } });
    expect(await run('create 900', on)).toBe(75);
    expect(on.printed.stderr).toContain('– 900 template-base: busy: 900 is busy\n');
    expect(on.printed.stdout).toMatch(/: 1 busy\nnext: phoenix create 900 --wait 10m\n$/);
  });

  it('exits 75 when all that failed is busy', async () => {
    const on = world({ guests: { 900: { exit: 75, result: { error: { message: 'busy' } } } } });
    expect(await run('create 900', on)).toBe(75);
  });

  it('refuses unknown ids before any call', async () => {
    const on = world();
    expect(await run('create 950 959', on)).toBe(66);
    expect(on.calls()).toEqual([]);
    expect(on.printed.stderr).toBe(
      'error: 959 is not declared; nothing was done\nhint: did you mean 950?\n',
    );
  });

  it('means the guest that is there, and proposes no other', async () => {
    const on = world();
    const { exists } = on.host;
    const conf = '/etc/pve/qemu-server/959.conf';
    Object.assign(on.host, { exists: (path: string) => path === conf || exists(path) });
    expect(await run('delete 959 --yes', on)).toBe(66);
    expect(on.printed.stderr).toBe(
      'error: 959 is not declared; nothing was done\nhint: 959 is on this host: phoenix import 959 prints a declaration of it, phoenix status --all shows it\n',
    );
  });

  it('refuses an invalid configuration before any call', async () => {
    const on = world();
    expect(await run('create 950 --base-dir /nowhere', on)).toBe(65);
    expect(on.calls()).toEqual([]);
    expect(on.printed.stderr).toContain('the configuration is invalid: 1 error; nothing was done');
  });
});

describe('a manager that is not available', () => {
  it('fails its guests and lets the others go on', async () => {
    const on = world({ 'vm-manager': noVms });
    expect(await run('create 8001', on)).toBe(1);
    expect(on.calls().slice(2)).toEqual([
      'lxc-manager create 900 --bring 900',
      'lxc-manager create 953 --bring 953',
    ]);
    expect(on.printed.stdout).toContain('✖ 8001 docker: vm-manager: not available yet\n');
    expect(on.printed.stdout).not.toContain('next:');
  });

  it('is left out of what to type next', async () => {
    const on = world({ 'vm-manager': noVms });
    expect(await run('create all', on)).toBe(1);
    expect(on.printed.stdout).toMatch(/\nnext: phoenix status all,-8000,-8001\n$/);
    const failing = world({ 'vm-manager': noVms, guests: { 950: { exit: 1 } } });
    expect(await run('create all', failing)).toBe(1);
    expect(failing.printed.stdout).toMatch(/\nnext: phoenix create all,-8000,-8001\n$/);
    const some = world({ 'vm-manager': noVms });
    expect(await run('stop 8001 953 950 951', some)).toBe(1);
    expect(some.printed.stdout).toContain('– 953 g953: skipped because of 8001\n');
    expect(some.printed.stdout).toMatch(/\nnext: phoenix stop 953 950 951\n$/);
  });

  it('is noted in plans and status', async () => {
    const on = world({ 'vm-manager': noVms });
    expect(await run('plan 8001 --json', on)).toBe(0);
    const { guests, summary } = JSON.parse(on.printed.stdout);
    expect(summary).toEqual({ create: 0, change: 2, none: 0 });
    expect(guests.find(({ id }: { id: number }) => id === 8001)).toMatchObject({
      action: 'none',
      notes: ['not planned: vm-manager: not available yet'],
      unplanned: true,
    });
    expect(await run('status', on)).toBe(0);
    expect(on.printed.stderr).toContain(
      'note: nothing is known of 8000 cloud-template, 8001 docker: vm-manager: not available yet\n',
    );
  });

  it('may also not be installed', async () => {
    const on = world({}, { without: 'vm-manager' });
    expect(await run('create 8000 900', on)).toBe(1);
    expect(on.printed.stdout).toMatch(/✖ 8000 cloud-template: cannot find vm-manager: .*\n.*\n?/);
  });

  it('is an error where nothing else was asked for', async () => {
    const on = world({ 'vm-manager': noVms });
    for (const line of ['create 8000', 'plan 8000', 'status 8000', 'delete 8000 --yes']) {
      expect(await run(line, on)).toBe(69);
    }
    expect(on.printed.stderr).toContain('error: vm-manager: not available yet\nhint: later\n');
  });

  it('is told from one that breaks', async () => {
    const on = world({ 'lxc-manager': { answer: { exit: 77, stderr: 'error: not root\n' } } });
    expect(await run('create 900', on)).toBe(77);
    expect(on.printed.stderr).toBe('error: not root\n');
  });
});
