import { describe, expect, it } from 'vitest';
import { noVms, run, world } from './test-support/run.ts';

describe('test', () => {
  it('calls the manager once for each suite and passes its text on', async () => {
    const on = world({ guests: { 950: { said: 'ok 1 - health\n' } } });
    expect(await run('test 950:smoke 951 950 --parallel 1', on)).toBe(0);
    expect(on.calls()).toEqual([
      'lxc-manager test 950 --suite smoke',
      'lxc-manager test 951',
      'lxc-manager test 950',
    ]);
    expect(on.printed.stdout).toBe('ok 1 - health\nok 1 - health\n');
  });
  it('lists the suites there are, and calls nobody, when there is no such one', async () => {
    const on = world();
    expect(await run('test 950:smok', on)).toBe(66);
    expect(on.calls()).toEqual([]);
    expect(on.printed.stderr).toBe(
      'error: no suite "smok" is declared for 950\n' +
        'hint: did you mean smoke? there are health, smoke: type phoenix test 950:smoke\n',
    );
    expect(await run('test 901:x', on)).toBe(66);
    expect(on.printed.stderr).toContain('hint: declare one in "tests", or a health_check\n');
  });
  it('leaves templates out of all and of ranges, and exits as the manager does', async () => {
    const on = world({ 'vm-manager': noVms, guests: { 950: { exit: 1 } } });
    expect(await run('test all', on)).toBe(1);
    expect(on.calls().toSorted()).toEqual([
      'lxc-manager test 950',
      'lxc-manager test 951',
      'lxc-manager test 953',
      'vm-manager test 8001',
    ]);
    expect(on.printed.stderr).toContain('vm-manager: not available yet\n');
    expect(await run('test 900:951,900', on)).toBe(1);
    expect(on.calls().slice(4).toSorted()).toEqual([
      'lxc-manager test 900',
      'lxc-manager test 950',
      'lxc-manager test 951',
    ]);
  });
  it('has every result, however many there are, or fails', async () => {
    const tests = Array.from({ length: 2000 }, (_, n) => ({ name: `test ${n} ${'x'.repeat(60)}` }));
    const said = JSON.stringify({ tests, summary: { passed: 2000, failed: 0 } });
    const on = world({ guests: { 950: { said } } });
    expect(await run('test 950 --json', on)).toBe(0);
    expect(JSON.parse(on.printed.stdout).tests).toHaveLength(2000);
    const cut = world({ guests: { 950: { said: said.slice(5) } } });
    expect(await run('test 950 --json', cut)).toBe(1);
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

describe('test host', () => {
  const answer = { exit: 0, stdout: 'TAP version 13\n1..1\nok 1 - host:storage pools\n' };
  it('is for hypervisor-manager, and stands beside guests', async () => {
    const said = 'TAP version 13\n1..1\nok 1 - 950:smoke x\n';
    const on = world({ 'hypervisor-manager': { answer }, guests: { 950: { said } } });
    expect(await run('test 950:smoke host --parallel 1', on)).toBe(0);
    expect(on.calls()).toEqual(['hypervisor-manager test', 'lxc-manager test 950 --suite smoke']);
    expect(on.printed.stdout).toBe(
      'TAP version 13\n1..2\nok 1 - host:storage pools\nok 2 - 950:smoke x\n',
    );
  });
  it('names the suites that there are', async () => {
    const on = world();
    expect(await run('test host:smoke', on)).toBe(66);
    expect(on.printed.stderr).toContain('no suite "smoke" is declared for the host');
    expect(on.calls()).toEqual([]);
  });
});

describe('doctor', () => {
  it('is for hypervisor-manager to answer', async () => {
    const answer = { exit: 1, stdout: '{"findings":[]}\n', stderr: '' };
    const on = world({ 'hypervisor-manager': { answer } });
    expect(await run('doctor --json', on)).toBe(1);
    expect(on.calls()).toEqual(['hypervisor-manager doctor --json']);
    expect(on.printed.stdout).toBe(answer.stdout);
  });
});

describe('setup', () => {
  const says = (value: object, exit = 0) => ({
    'hypervisor-manager': { answer: { exit, stdout: `${JSON.stringify(value)}\n` } },
  });
  it('is for hypervisor-manager to answer', async () => {
    const answer = { exit: 65, stderr: 'error: cannot make pool tank\nhint: look\n' };
    const on = world({ 'hypervisor-manager': { answer } });
    expect(await run('setup --dry-run --only zfs,nfs --upgrade', on)).toBe(65);
    expect(on.calls()).toEqual(['hypervisor-manager setup --only zfs,nfs --upgrade --dry-run']);
    expect(on.printed.stderr).toBe(answer.stderr);
  });
  it('plan and status can be about the host', async () => {
    const on = world(says({ steps: [] }, 2));
    expect(await run('plan --host --detailed-exitcode --json', on)).toBe(2);
    expect(await run('status --skip nvidia', on)).toBe(2);
    expect(on.calls()).toEqual([
      'hypervisor-manager plan --detailed-exitcode --json',
      'hypervisor-manager status --skip nvidia',
    ]);
    expect(on.printed.stdout).toBe('{"steps":[]}\n{"steps":[]}\n');
    expect(await run('plan 950 --host', on)).toBe(64);
    expect(on.printed.stderr).toContain('error: --host is about the host, and 950 about a guest\n');
  });
  describe('--wipe-disks', () => {
    const disk = { path: '/dev/x', serial: 'S1', pool: 'tank', carries: 'a file system (ext4)' };
    const plan = says({ steps: [{ wipes: [disk] }, {}] });
    it('asks for the serial number of each disk, and passes on what was typed', async () => {
      const on = world(plan, { answers: ['S1'] });
      expect(await run('setup --wipe-disks', on)).toBe(0);
      expect(on.printed.stderr).toContain(
        '/dev/x (serial S1) carries a file system (ext4)\nAll of that is DESTROYED for pool tank.',
      );
      expect(on.calls()).toEqual([
        'hypervisor-manager plan --json',
        'hypervisor-manager setup --wipe-disks=S1',
      ]);
    });
    it.each([
      ['s1', 1],
      ['', 1],
    ])('%j is no serial number of it', async (answer, exit) => {
      const on = world(plan, { answers: [answer] });
      expect(await run('setup --wipe-disks', on)).toBe(exit);
      expect(on.calls()).toEqual(['hypervisor-manager plan --json']);
    });
    it('is passed on as typed where it names disks or nobody can be asked', async () => {
      const on = world(plan);
      await run('setup --wipe-disks=S1,S2', on);
      await run('setup --wipe-disks', on);
      expect(on.calls()).toEqual([
        'hypervisor-manager setup --wipe-disks=S1,S2',
        'hypervisor-manager setup --wipe-disks',
      ]);
    });
  });
  it('tells where a missing manager belongs', async () => {
    const on = world({}, { without: 'hypervisor-manager' });
    expect(await run('setup', on)).toBe(69);
    expect(on.printed.stderr).toMatch(/^error: hypervisor-manager: cannot find .*\nhint: /);
  });
});

describe('without managers', () => {
  it('usage', async () => {
    const on = world();
    expect(await run('', on)).toBe(64);
    expect(on.printed.stderr).toMatch(/^usage: phoenix VERB/);
  });
  it('help says when an exit status of 2 is to be had', async () => {
    const on = world();
    await run('help stop', on);
    expect(on.printed.stdout).toContain('with --dry-run: exit 2 when changes are pending');
    expect(on.printed.stdout).toContain('pulls the plug');
    await run('help plan', on);
    expect(on.printed.stdout).toMatch(/--detailed-exitcode +exit 2/);
  });
  it('help of status has the words of its table', async () => {
    const on = world();
    await run('help status', on);
    for (const word of ['missing', 'as declared', 'differs', 'provisioned', 'pending'])
      expect(on.printed.stdout).toContain(word);
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
    expect(on.printed.stderr).toContain('type one of lxc, vm, hypervisor');
  });
  it('help is never wider than 100 columns', async () => {
    const on = world();
    for (const line of [
      '--help',
      'help create',
      'help delete',
      'help status',
      'help runs',
      'help logs',
      'help test',
    ])
      await run(line, on);
    for (const line of on.printed.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });
});

describe('a configuration that is not valid', () => {
  it.each(['plan', 'status', 'create 950'])(
    'is told to programs as validate tells it: %s',
    async (line) => {
      const [on, valid] = [world(), world()];
      expect(await run(`${line} --json --base-dir /nowhere`, on)).toBe(65);
      expect(await run('validate --json --base-dir /nowhere', valid)).toBe(65);
      const { error, diagnostics } = JSON.parse(on.printed.stdout);
      expect(error.message).toContain('the configuration is invalid');
      expect(diagnostics).toEqual(JSON.parse(valid.printed.stdout).diagnostics);
    },
  );
});

describe('a command line that is not understood', () => {
  it.each([
    ['create --json', 'create needs at least one guest', 64],
    ['frob --json', 'unknown verb "frob"', 64],
    ['create 950 --json --frob', 'unknown flag --frob', 64],
    ['--json', 'there is no verb', 64],
    ['LetsGo 950 --json', 'LetsGo takes no "950"', 64],
  ])('is an error object as well with --json: %s', async (line, message, exit) => {
    const on = world();
    expect(await run(line, on)).toBe(exit);
    expect(JSON.parse(on.printed.stdout).error).toMatchObject({ message });
    expect(on.printed.stderr).not.toBe('');
  });
  it('says nothing on stdout without, nor where --json is no flag', async () => {
    const on = world();
    await run('create', on);
    await run('frob -- --json', on);
    expect(on.printed.stdout).toBe('');
  });
});
