import { describe, expect, it } from 'vitest';
import { run, world } from './test-support/run.ts';

describe('a suite of several guests', () => {
  it('is run where it is declared, and nowhere else', async () => {
    const on = world();
    expect(await run('test all:smoke', on)).toBe(0);
    expect(on.calls()).toEqual(['lxc-manager test 950 --suite smoke']);
  });
  it('is refused for a word none of whose guests has it, whatever other words name', async () => {
    const on = world();
    expect(await run('test 950:smoke 951:smoke', on)).toBe(66);
    expect(on.calls()).toEqual([]);
    expect(on.printed.stderr).toContain('no suite "smoke" is declared for 951\n');
  });
});

describe('smoke-test', () => {
  it('is the health checks and the suites named smoke', async () => {
    const on = world({ guests: { 950: { exit: 1 } } });
    expect(await run('smoke-test --parallel 1', on)).toBe(1);
    expect(on.calls()).toEqual([
      'lxc-manager test 950 --suite health',
      'lxc-manager test 950 --suite smoke',
    ]);
  });
  it('asks containers and VMs', async () => {
    const on = world({}, { lab: 'mixed' });
    expect(await run('smoke-test', on)).toBe(0);
    expect(on.calls().toSorted()).toEqual([
      'lxc-manager test 910 --suite health',
      'vm-manager test 8003 --suite health',
    ]);
  });
});

describe('provision-template', () => {
  it('makes the VMs that are templates, and no others', async () => {
    const on = world();
    expect(await run('provision-template', on)).toBe(0);
    expect(on.calls()[0]).toMatch(/^vm-manager create 8000 /);
    expect(on.calls().filter((call) => !call.includes(' 8000'))).toEqual([]);
  });
  it('takes no words, and is a dry run where that is wanted', async () => {
    const on = world();
    expect(await run('provision-template 8000', on)).toBe(64);
    expect(await run('provision-template --dry-run', on)).toBe(0);
    expect(on.calls().every((call) => call.includes('--dry-run'))).toBe(true);
  });
});
