import { describe, expect, it } from 'vitest';
import type { Scenario } from './test-support/fake-world.ts';
import { run, world } from './test-support/run.ts';

// VM 8002 <- container 910 <- VM 8003 <- container 911, and both kinds beside it.
const mixed = (scenario: Scenario = {}, answers?: string[]) =>
  world(scenario, { lab: 'mixed', ...(answers && { answers }) });

/** What was done, without the questions before it. */
const turns = (calls: readonly string[]) =>
  calls.filter((call) => !call.includes('--json')).map((call) => call.replace(/ --.*/, ''));

describe('a chain VM, container, VM, container', () => {
  it('is created from its foundations on', async () => {
    const on = mixed();
    expect(await run('create 911', on)).toBe(0);
    expect(turns(on.calls())).toEqual([
      'vm-manager create 8000',
      'vm-manager create 8002',
      'lxc-manager create 910',
      'vm-manager create 8003',
      'lxc-manager create 911',
    ]);
    expect(on.printed.stdout).toMatch(/Done in .*: 5 changed\nnext: phoenix status 911\n$/);
  });

  it('is asked about once for each manager', async () => {
    const on = mixed();
    await run('create 911 --dry-run', on);
    expect(on.calls().toSorted()).toEqual([
      'lxc-manager create 910 911 --bring 910 --dry-run --json',
      'vm-manager create 8000 8002 8003 --bring 8000,8002,8003 --dry-run --json',
    ]);
    const shown = on.printed.stdout.match(/^\S+ (?:change) \d+/gm);
    expect(shown?.map((line) => line.split(' ').at(-1))).toEqual([
      '8000',
      '8002',
      '910',
      '8003',
      '911',
    ]);
    expect(on.printed.stdout).toContain('Plan: 0 to create, 5 to change, 0 unchanged');
  });

  it('is started in that order, without what was cloned from', async () => {
    const on = mixed();
    expect(await run('start ct-911 8002', on)).toBe(0);
    expect(turns(on.calls())).toEqual([
      'vm-manager start 8002',
      'lxc-manager start 910',
      'vm-manager start 8003',
      'lxc-manager start 911',
    ]);
  });

  it('is stopped in exactly the reverse order', async () => {
    const on = mixed();
    expect(await run('stop 8002 910 8003 911', on)).toBe(0);
    expect(turns(on.calls())).toEqual([
      'lxc-manager stop 911',
      'vm-manager stop 8003',
      'lxc-manager stop 910',
      'vm-manager stop 8002',
    ]);
    expect(on.printed.stdout).toContain(': 4 stopped\n');
  });

  it('is deleted from the top, and both kinds are named before anybody says yes', async () => {
    const on = mixed({}, ['4']);
    expect(await run('delete 8002,910,8003,911', on)).toBe(0);
    expect(turns(on.calls())).toEqual([
      'lxc-manager delete 911',
      'vm-manager delete 8003',
      'lxc-manager delete 910',
      'vm-manager delete 8002',
    ]);
    for (const label of ['  911 ct-911\n', '  8003 vm-8003\n'])
      expect(on.printed.stderr).toContain(label);
  });

  it('has both kinds in one plan and one table', async () => {
    const on = mixed({ guests: { 8002: { action: 'none' }, 910: { action: 'create' } } });
    expect(await run('plan 911 --json', on)).toBe(0);
    const { guests, summary } = JSON.parse(on.printed.stdout);
    expect(guests.map(({ id, kind }: { id: number; kind: string }) => [id, kind])).toEqual([
      [8000, 'vm'],
      [8002, 'vm'],
      [910, 'lxc'],
      [8003, 'vm'],
      [911, 'lxc'],
    ]);
    expect(summary).toMatchObject({ create: 1, change: 3, none: 1 });
    const table = mixed();
    expect(await run('status 911:8003,-912,-913', table)).toBe(0);
    expect(table.printed.stdout.match(/^\d+/gm)).toEqual(['911', '8000', '8002', '8003']);
    expect(table.printed.stderr).toBe('');
  });
});

describe('a VM that fails', () => {
  const error = {
    message: 'the guest agent of 8002 did not answer within 120 s',
    hint: 'phoenix create 8002',
    output: 'Booting kernel\nlogin:\n',
  };
  const failing: Scenario = { guests: { 8002: { exit: 1, result: { error } } } };

  it('takes what stands on it along, of both kinds, and nobody else', async () => {
    const on = mixed(failing);
    expect(await run('create 911 912 8004', on)).toBe(1);
    expect(turns(on.calls()).toSorted()).toEqual([
      'lxc-manager create 912',
      'vm-manager create 8000',
      'vm-manager create 8002',
      'vm-manager create 8004',
    ]);
    expect(on.printed.stdout).toContain(
      '✖ 8002 g8002: the guest agent of 8002 did not answer within 120 s\n' +
        '    | Booting kernel\n    | login:\n    hint: phoenix create 8002\n',
    );
    for (const name of ['910 g910', '8003 g8003', '911 g911'])
      expect(on.printed.stdout).toContain(`– ${name}: skipped because of 8002\n`);
    expect(on.printed.stdout).toMatch(/: 3 changed, 1 failed, 3 skipped\n/);
    expect(on.printed.stdout).toMatch(/\nnext: phoenix create 911 912 8004\n$/);
  });

  it('keeps what it stands on running when it does not stop', async () => {
    const on = mixed({ guests: { 911: { running: false }, 8003: { exit: 1 } } });
    expect(await run('stop 8002 910 8003', on)).toBe(1);
    expect(turns(on.calls())).toEqual(['vm-manager stop 8003']);
    expect(on.printed.stdout).toContain('– 8002 g8002: skipped because of 8003\n');
  });
});

describe('who is needed', () => {
  it('is known across kinds before a delete asks', async () => {
    const on = mixed({ guests: { 911: { exists: false, running: false } } }, ['yes']);
    expect(await run('delete 8002', on)).toBe(1);
    expect(turns(on.calls())).toEqual([]);
    expect(on.printed.stderr).toContain(
      'error: cannot delete 8002: 910 ct-910 depends on 8002; on these stand 8003; ' +
        'nothing was done\nhint: delete them as well: phoenix delete 8003 910 8002\n',
    );
    expect(on.printed.stderr).not.toContain('Type');
  });

  it('is known across kinds before a stop', async () => {
    const on = mixed();
    expect(await run('stop 910', on)).toBe(1);
    expect(on.printed.stderr).toContain(
      'error: cannot stop 910: 8003 vm-8003 runs and depends on 910; on these stand 911; ' +
        'nothing was done\nhint: stop them as well: phoenix stop 911 8003 910, ' +
        'or stop these alone: phoenix stop 910 --force\n',
    );
    const again = mixed();
    expect(await run('stop 911 8003 910', again)).toBe(0);
  });

  it('ends at who does not run, for nobody above is in the way', async () => {
    const idle = mixed({ guests: { 8003: { running: false } } });
    expect(await run('stop 910', idle)).toBe(0);
    const base = mixed({ guests: { 8003: { running: false } } });
    expect(await run('stop 8002', base)).toBe(1);
    expect(base.printed.stderr).toContain('phoenix stop 910 8002,');
  });
});

describe('selections', () => {
  it('all but one, of both kinds, without templates for start', async () => {
    const on = mixed();
    expect(await run('start all,-8004 --parallel 1', on)).toBe(0);
    expect(turns(on.calls()).map((call) => call.split(' ').at(-1))).toEqual([
      '8002',
      '910',
      '8003',
      '912',
      '911',
    ]);
  });

  it('nobody left is no run', async () => {
    for (const words of ['create 910,-910', 'status 910:912,-910:912']) {
      const on = mixed();
      expect(await run(words, on)).toBe(64);
      expect(on.calls()).toEqual([]);
      expect(on.printed.stdout).toBe('');
      expect(on.printed.stderr).toContain('leaves no guest; nothing was done\nhint: a minus');
    }
  });

  it('a minus of its own is explained', async () => {
    const on = mixed();
    expect(await run('stop all -910', on)).toBe(64);
    expect(on.printed.stderr).toContain('hint: to leave 910 out, type all,-910\n');
  });

  it('suites are looked for in guests of both kinds, with one result', async () => {
    const tap = (name: string) => ({ said: `TAP version 13\n1..1\nok 1 - ${name}\n` });
    const on = mixed({ guests: { 910: tap('910:health true'), 8003: tap('8003:health true') } });
    expect(await run('test 910:health vm-8003:health', on)).toBe(0);
    expect(on.printed.stdout).toBe(
      'TAP version 13\n1..2\nok 1 - 910:health true\nok 2 - 8003:health true\n',
    );
    expect(on.calls().toSorted()).toEqual([
      'lxc-manager test 910 --suite health',
      'vm-manager test 8003 --suite health',
    ]);
    expect(await run('test vm-8003:nosuch', on)).toBe(66);
    expect(on.printed.stderr).toContain(
      'error: no suite "nosuch" is declared for 8003\nhint: there are health: type phoenix test 8003:health\n',
    );
  });
});
