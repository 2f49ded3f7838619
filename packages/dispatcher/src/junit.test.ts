import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { junitXml } from './junit.ts';
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

describe('JUnit XML', () => {
  it('has a suite for each guest and suite', () => {
    expect(junitXml(resultsIn(tap))).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="phoenix" tests="2" failures="1">
  <testsuite name="950:health" tests="1" failures="0">
    <testcase classname="950:health" name="a"/>
  </testsuite>
  <testsuite name="950:smoke" tests="1" failures="1">
    <testcase classname="950:smoke" name="b: # 1">
      <failure message="exited 3">x
y</failure>
    </testcase>
  </testsuite>
</testsuites>
`);
  });
  it('is XML whatever a test is called and prints', () => {
    const odd = { guest: 1, suite: 's', name: '<a & "b">\u0000\ud800', ok: true, seconds: 1.5 };
    expect(junitXml([odd])).toContain(
      'name="&lt;a &amp; &quot;b&quot;&gt;\ufffd\ufffd" time="1.500"/>',
    );
  });
});

describe('test --junit', () => {
  const file = join(directory, 'results.xml');
  const written = () => readFileSync(file, 'utf8');

  it('writes the file beside the usual result', async () => {
    const on = world({ guests: { 950: { said: tap, exit: 1 } } });
    expect(await run(`test 950 --junit ${file}`, on)).toBe(1);
    expect(on.printed.stdout).toBe(tap);
    expect(written()).toBe(junitXml(resultsIn(tap)));
  });
  it('also beside JSON, and knows how long each took', async () => {
    const test = { guest: 950, suite: 'smoke', name: 'n', ok: true, seconds: 2 };
    const said = JSON.stringify({ tests: [test], summary: { passed: 1, failed: 0 } });
    const on = world({ guests: { 950: { said } } });
    expect(await run(`test 950 --json --junit ${file}`, on)).toBe(0);
    expect(written()).toBe(junitXml([test]));
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
