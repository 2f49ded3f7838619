import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { phoenix } from './phoenix.ts';
import { type FakeWorld, fakeWorld, type Scenario } from './test-support/fake-world.ts';

// Each test starts several processes.
vi.setConfig({ testTimeout: 60_000 });

const worlds: FakeWorld[] = [];
afterEach(() => {
  for (const world of worlds.splice(0)) world.remove();
});

function world(scenario?: Scenario, options?: Parameters<typeof fakeWorld>[1]): FakeWorld {
  const made = fakeWorld(scenario, options);
  worlds.push(made);
  return made;
}

const run = (line: string, on: FakeWorld) => phoenix(line === '' ? [] : line.split(' '), on);

const none = { action: 'none' };
const noVms: Scenario['vm-manager'] = {
  answer: { exit: 69, stderr: 'vm-manager: not available yet\nhint: later\n' },
};

describe('create', () => {
  it('asks once, then acts on those that have something to do, in order', async () => {
    const on = world({ guests: { 900: none } });
    expect(await run('create 950', on)).toBe(0);
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
    expect(on.calls().slice(1)).toEqual([
      'lxc-manager create 900 --bring 900',
      'lxc-manager create 953 --bring 953',
      'lxc-manager create 901',
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

  it('prints the plan of a dry run and stops', async () => {
    const on = world({ guests: { 900: none } });
    expect(await run('create 953 --dry-run', on)).toBe(0);
    expect(await run('create 953 --dry-run --detailed-exitcode', on)).toBe(2);
    expect(on.calls()).toHaveLength(2);
    expect(on.printed.stdout).toContain('Plan: 0 to create, 1 to change, 1 unchanged');
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
  });

  it('is noted in plans and status', async () => {
    const on = world({ 'vm-manager': noVms });
    expect(await run('plan 8001 --json', on)).toBe(0);
    const { guests } = JSON.parse(on.printed.stdout);
    expect(guests.find(({ id }: { id: number }) => id === 8001)).toMatchObject({
      action: 'none',
      notes: ['vm-manager: not available yet'],
    });
    expect(await run('status', on)).toBe(0);
    expect(on.printed.stderr).toContain(
      'note: nothing is known of 8000 cloud-template, 8001 docker: vm-manager: not available yet\n',
    );
  });

  it('may also not be installed', async () => {
    const on = world({}, { without: 'vm-manager' });
    expect(await run('create 8000 900', on)).toBe(1);
    expect(on.printed.stdout).toMatch(/✖ 8000 cloud-template: cannot run .*vm-manager: /);
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

describe('stop', () => {
  it('stops what is named and nothing else', async () => {
    const on = world();
    expect(await run('stop 950', on)).toBe(0);
    expect(on.calls()).toEqual(['lxc-manager stop 950 --dry-run --json', 'lxc-manager stop 950']);
    expect(on.printed.stderr).toContain('✔ 950 vllm: stopped in 1s');
    expect(on.printed.stdout).toMatch(/^Done in .*: 1 stopped\nnext: phoenix start 950\n$/);
  });

  it('refuses while a running guest needs it', async () => {
    const on = world({ 'vm-manager': noVms, guests: { 951: { running: false } } });
    expect(await run('stop 953', on)).toBe(1);
    expect(on.calls().filter((call) => !call.includes('--json'))).toEqual([]);
    expect(on.printed.stderr).toContain(
      'error: cannot stop 953: 950 vllm runs and depends on 953; nothing was done\n' +
        'hint: stop them as well: phoenix stop 950 953, or stop these alone: phoenix stop 953 --force\n',
    );
  });

  it('does it with --force', async () => {
    const on = world();
    expect(await run('stop 953 --force', on)).toBe(0);
    expect(on.calls().at(-1)).toBe('lxc-manager stop 953');
  });
});

describe('delete', () => {
  it('refuses while clones and dependants exist, and names all', async () => {
    const on = world({ 'vm-manager': noVms });
    expect(await run('delete 900 --yes', on)).toBe(1);
    expect(on.calls().every((call) => call.includes('--json'))).toBe(true);
    expect(on.printed.stderr).toContain(
      'error: cannot delete 900: 901 template-gpu is cloned from 900; 953 nginx is cloned from 900; ' +
        'on these stand 950, 951; nothing was done\n',
    );
  });

  it('goes on when those do not exist', async () => {
    const gone = { exists: false, running: false };
    const on = world({ 'vm-manager': noVms, guests: { 950: gone, 951: gone } });
    expect(await run('delete 901 --yes', on)).toBe(0);
    expect(on.calls().at(-1)).toBe('lxc-manager delete 901 --yes');
  });

  it('without a terminal wants --yes and says what to type', async () => {
    const on = world();
    expect(await run('delete 950 951', on)).toBe(64);
    expect(on.calls()).toEqual([]);
    expect(on.printed.stderr).toContain(
      'hint: when it is meant, type: phoenix delete 950 951 --yes\n',
    );
  });

  it('asks, and takes yes only', async () => {
    const on = world({}, { answers: ['y', 'yes'] });
    expect(await run('delete 950', on)).toBe(1);
    expect(on.calls()).toEqual(['lxc-manager delete 950 --dry-run --json']);
    expect(await run('delete 950', on)).toBe(0);
    expect(on.calls().at(-1)).toBe('lxc-manager delete 950 --yes');
  });

  it('asks for the number of many', async () => {
    const on = world({}, { answers: ['yes', '4'] });
    expect(await run('delete 900 901 950,951,953 --base-dir /nowhere', on)).toBe(65);
    expect(await run('delete 950 951 953 901 --dry-run', on)).toBe(1);
    expect(await run('delete 950 951 953 901 8001', on)).toBe(1);
    expect(on.printed.stderr).toContain('Type their number (5) to go on: ');
  });
});

describe('test', () => {
  it('calls the manager once for each suite and passes its text on', async () => {
    const on = world({ guests: { 950: { said: 'ok 1 - health\n' } } });
    expect(await run('test 950:smoke 951 950', on)).toBe(0);
    expect(on.calls()).toEqual(['lxc-manager test 950 --suite smoke', 'lxc-manager test 951 950']);
    expect(on.printed.stdout).toBe('ok 1 - health\n');
  });
  it('leaves templates out of all, and exits as the manager does', async () => {
    const on = world({ 'vm-manager': noVms, guests: { 900: { exit: 1 } } });
    expect(await run('test all', on)).toBe(1);
    expect(on.calls()[0]).toBe('lxc-manager test 900 901 950 951 953');
    expect(on.calls()[1]).toBe('vm-manager test 8001');
    expect(on.printed.stderr).toContain('vm-manager: not available yet\n');
  });
  it('merges JSON', async () => {
    const on = world({
      guests: { 950: { said: '{"tests":[{"name":"a"}],"summary":{"passed":1,"failed":0}}' } },
    });
    expect(await run('test 950 --json', on)).toBe(0);
    expect(JSON.parse(on.printed.stdout)).toEqual({
      tests: [{ name: 'a' }],
      summary: { passed: 1, failed: 0 },
    });
  });
  it('passes --dry-run and --wait on', async () => {
    const on = world();
    expect(await run('test 950 --dry-run --wait 5m', on)).toBe(0);
    expect(on.calls()).toEqual(['lxc-manager test 950 --wait 5m --dry-run']);
  });
});

describe('restart', () => {
  it('stops in reverse and starts in order; a failed stop keeps the rest running', async () => {
    const on = world({ guests: { 950: { exit: 1 } } });
    expect(await run('restart 950 953', on)).toBe(1);
    expect(on.calls().slice(1)).toEqual(['lxc-manager stop 950']);
    expect(on.printed.stdout).toMatch(/: 1 failed, 1 skipped\n/);
  });
});

describe('interrupts', () => {
  it('the first lets the running guest finish, the second undoes; nothing new starts', async () => {
    const on = world({ guests: { 953: { hold: 2 } } });
    const done = run('create 950', on);
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
      /Interrupted in .*: 1 changed, 1 failed, 2 skipped\nnext: phoenix create 950\n$/,
    );
  });

  it('SIGTERM exits 143', async () => {
    const on = world({ guests: { 900: { hold: 1 } } });
    const done = run('create 900', on);
    while (!on.waiting()) await sleep(10);
    on.signal('SIGTERM');
    expect(await done).toBe(143);
    expect(on.signals()).toEqual(['SIGTERM']);
  });
});

describe('without managers', () => {
  it('usage', async () => {
    const on = world();
    expect(await run('', on)).toBe(64);
    expect(on.printed.stderr).toMatch(/^usage: phoenix VERB/);
  });
  it('validate', async () => {
    const on = world();
    expect(await run('validate', on)).toBe(0);
    expect(on.printed.stdout).toBe('The configuration is valid: 5 containers, 2 VMs\n');
    expect(await run('validate --base-dir /nowhere', on)).toBe(65);
    expect(on.calls()).toEqual([]);
  });
  it('schema', async () => {
    const on = world();
    expect(await run('schema lxc', on)).toBe(0);
    expect(JSON.parse(on.printed.stdout).title).toContain('lxc');
    expect(await run('schema hypervisr', on)).toBe(64);
    expect(on.printed.stderr).toContain('did you mean hypervisor?');
  });
  it('help is never wider than 100 columns', async () => {
    const on = world();
    for (const line of ['--help', 'help create', 'help delete', 'help test']) await run(line, on);
    for (const line of on.printed.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });
});
