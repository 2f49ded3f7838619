import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { resultsIn } from './tap.ts';
import { run, world } from './test-support/run.ts';

const directory = mkdtempSync(join(tmpdir(), 'phoenix-junit-'));
afterAll(() => rmSync(directory, { recursive: true }));

const tap =
  'TAP version 13\n1..2\nok 1 - 950:health a\nnot ok 2 - 950:smoke b: \\# 1\n# exited 3\n# x\n# y\n';

describe('results in TAP', () => {
  it('have guest, suite, name and what was said', () => {
    expect(resultsIn(tap)).toEqual([
      { guest: '950', suite: 'health', name: 'a', ok: true },
      {
        guest: '950',
        suite: 'smoke',
        name: 'b: # 1',
        ok: false,
        message: 'exited 3',
        output: 'x\ny',
      },
    ]);
  });
});

describe('test --junit', () => {
  const file = join(directory, 'results.xml');
  const written = () => readFileSync(file, 'utf8');

  it('writes the file beside the usual result', async () => {
    const on = world({ guests: { 950: { said: tap, exit: 1 } } });
    expect(await run(`test 950 --junit ${file}`, on)).toBe(1);
    expect(on.printed.stdout).toBe(tap);
    expect(written()).toContain('<testsuites name="phoenix" tests="2" failures="1">');
    expect(written()).toContain('name="b: # 1">\n      <failure message="exited 3">x\ny</failure>');
  });
  it('also beside JSON, and knows how long each took', async () => {
    const test = { guest: 950, suite: 'smoke', name: 'n', ok: true, seconds: 2 };
    const said = JSON.stringify({ tests: [test], summary: { passed: 1, failed: 0 } });
    const on = world({ guests: { 950: { said } } });
    expect(await run(`test 950 --json --junit ${file}`, on)).toBe(0);
    expect(written()).toContain('<testcase classname="950:smoke" name="n" time="2.000"/>');
  });
  it('has a guest whose manager told nothing as a failure', async () => {
    const on = world({ guests: { 950: { said: '', exit: 75 }, 951: { said: tap } } });
    await run(`test 950 951 --junit ${file}`, on);
    expect(written()).toContain('tests="3" failures="2"');
    expect(written()).toMatch(/<failure message="lxc-manager test 950 .*ended with 75">/);
  });
  it('writes nothing in a dry run', async () => {
    const none = join(directory, 'none.xml');
    expect(await run(`test 950 --dry-run --junit ${none}`, world())).toBe(0);
    expect(() => readFileSync(none)).toThrow();
  });
  it('a file in no directory is refused before anything is tested', async () => {
    const on = world();
    expect(await run('test 950 --junit /nonexistent/results.xml', on)).toBe(66);
    expect(on.calls()).toEqual([]);
    expect(on.printed.stderr).toContain('cannot write /nonexistent/results.xml: there is no');
  });
});
