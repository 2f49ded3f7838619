import { describe, expect, it } from 'vitest';
import { noVms, run, world } from './test-support/run.ts';

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

  it('of a rollback names what always can be done first: others need not have the snapshot', async () => {
    const on = world({ 'vm-manager': noVms, guests: { 951: { running: false } } });
    expect(await run('rollback before 953 --yes', on)).toBe(1);
    expect(on.printed.stderr).toContain(
      'hint: stop them first: phoenix stop 950, or, where they have that snapshot too, roll them back as well: ' +
        'phoenix rollback before 950 953, or roll these back alone: phoenix rollback before 953 --force\n',
    );
  });

  it('names only guests that exist to start again', async () => {
    const guests = { 951: { exists: false, running: false }, 8001: { running: false } };
    const range = world({ guests });
    expect(await run('stop 950:953', range)).toBe(0);
    expect(range.printed.stdout).toMatch(
      /: 2 stopped, 1 unchanged\nnext: phoenix start 950:953,-951\n$/,
    );
    const words = world({ guests });
    expect(await run('stop 950 951', words)).toBe(0);
    expect(words.printed.stdout).toMatch(/\nnext: phoenix start 950\n$/);
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
    expect(await run('delete 900', on)).toBe(1);
    expect(on.calls().every((call) => call.includes('--json'))).toBe(true);
    expect(on.printed.stderr).toContain(
      'error: cannot delete 900: 901 template-gpu is cloned from 900; 953 nginx is cloned from 900; ' +
        'on these stand 950, 951; nothing was done\n' +
        'hint: delete them as well: phoenix delete 951 950 901 953 900\n',
    );
    expect(on.printed.stderr).not.toContain('--yes');
  });

  it('refuses what a guest may stand on of which nobody can tell', async () => {
    const on = world({ 'vm-manager': noVms }, { lab: 'mixed' });
    expect(await run('delete 910 --yes', on)).toBe(69);
    expect(on.printed.stderr).toMatch(/nobody can tell whether it exists: .*not available/);
    expect(on.calls().every((call) => call.includes('--json'))).toBe(true);
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
    expect(on.calls().every((call) => call.includes('--dry-run'))).toBe(true);
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

  it('takes Ctrl-C at the question for an interrupt', async () => {
    const on = world({}, { answers: [] });
    expect(await run('delete 950', on)).toBe(130);
    expect(on.calls()).toHaveLength(1);
  });

  it('asks for the number of many', async () => {
    const on = world({}, { answers: ['yes', '4'] });
    expect(await run('delete 900 901 950,951,953 --base-dir /nowhere', on)).toBe(65);
    expect(await run('delete 950 951 953 901 --dry-run', on)).toBe(1);
    expect(await run('delete 950 951 953 901 8001', on)).toBe(1);
    expect(on.printed.stderr).toContain('Type their number (5) to go on: ');
  });
});

describe('restart', () => {
  it('goes in order; what depends on a guest that failed keeps running', async () => {
    const on = world({ guests: { 953: { exit: 1 } } });
    expect(await run('restart 950 953', on)).toBe(1);
    expect(on.calls().slice(1)).toEqual(['lxc-manager restart 953']);
    expect(on.printed.stdout).toMatch(/: 1 failed, 1 skipped\n/);
  });
  it('says what it did: one that was stopped has only been started', async () => {
    const on = world({ guests: { 953: { running: false } } });
    expect(await run('restart 950 953', on)).toBe(0);
    expect(on.printed.stderr).toContain('✔ 953 nginx: started in 1s');
    expect(on.printed.stderr).toContain('✔ 950 vllm: restarted in 1s');
    expect(on.printed.stdout).toMatch(/: 1 started, 1 restarted\n/);
  });

  it('never says so of a guest that did not come up again', async () => {
    const events = [
      { type: 'operation-end', guest: 950, operation: 'stop', result: 'done', seconds: 1 },
    ];
    const on = world({ guests: { 950: { exit: 1, events } } });
    expect(await run('restart 950', on)).toBe(1);
    expect(on.printed.stderr).not.toContain('✔');
  });
});
