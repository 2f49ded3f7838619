import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noVms, run, world } from '../test-support/run.ts';

const mixed = (...[scenario = {}, options = {}]: Parameters<typeof world>) =>
  world(scenario, { lab: 'mixed', ...options });
const rows = (text: string) =>
  text
    .split('\n')
    .filter((line) => /\d/.test(line))
    .map((line) => line.replaceAll(/ +/g, ' ').trim());

describe('phoenix graph', () => {
  it('asks each manager once and draws how guests stand', async () => {
    const on = mixed({ guests: { 910: { running: false }, 911: { exists: false } } });
    expect(await run('graph 911', on)).toBe(0);
    expect(on.calls().toSorted()).toEqual([
      'lxc-manager status 910 911 --json',
      'vm-manager status 8000 8002 8003 --json',
    ]);
    expect(on.printed.stdout).toBe(
      [
        '●         8000 vm-8000  vm   running',
        '│',
        '╞═●       8002 vm-8002  vm   running',
        '│ │',
        '│ └─○     910  ct-910   lxc  stopped',
        '│   │',
        '╘═──┴─●   8003 vm-8003  vm   running',
        '      │',
        '      └─✖ 911  ct-911   lxc  missing',
        '',
        '╞═ cloned from   ├─ depends on',
        '',
      ].join('\n'),
    );
    expect(on.printed.stderr).toBe('');
  });

  it('asks nobody where nobody is to be asked', async () => {
    const on = mixed();
    expect(await run('graph --no-status', on)).toBe(0);
    expect(on.calls()).toEqual([]);
    expect(rows(on.printed.stdout)).toHaveLength(8);
    expect(on.printed.stdout).not.toContain('running');
  });

  it.each([
    ['is not there', mixedWithout, 'cannot find vm-manager'],
    ['can do nothing here', () => mixed({ 'vm-manager': noVms }), 'not available yet'],
    ['fails', () => mixed({ 'vm-manager': { answer: { exit: 1, stderr: 'no\n' } } }), 'no'],
  ])('draws a guest without its state when its manager %s', async (_, made, why) => {
    const on = made();
    expect(await run('graph 910', on)).toBe(0);
    expect(rows(on.printed.stdout)).toEqual([
      '□ 8000 vm-8000 vm',
      '╘═□ 8002 vm-8002 vm',
      '└─● 910 ct-910 lxc running',
    ]);
    expect(on.printed.stderr).toMatch(/^note: the state of the VMs is not known: /);
    expect(on.printed.stderr).toContain(why);
  });

  it('draws what stands on a guest when that is asked for', async () => {
    const on = mixed();
    await run('graph 8002 --dependants --no-status --json', on);
    const { guests } = JSON.parse(on.printed.stdout);
    expect(guests.map(({ id }: { id: number }) => id)).toEqual([8000, 8002, 910, 8003, 911]);
  });

  it('marks the chain by what the journal tells', async () => {
    const on = mixed();
    const journal = [910, 911, 8000, 8002, 8003, 8004]
      .map((guest) => ({ type: 'guest-result', guest, outcome: 'created', seconds: guest % 100 }))
      .map((event) => `${JSON.stringify(event)}\n`)
      .join('');
    const host = {
      ...on.host,
      list: () => ['20260101T000000-1'],
      read: (path: string) => (path.endsWith('events.jsonl') ? journal : on.host.read(path)),
      info: () => undefined,
    };
    await run('graph --no-status --critical', { ...on, host });
    expect(on.printed.stdout).toContain(
      'longest chain: 8000 (0s), 8002 (2s), 910 (10s), 8003 (3s), 911 (11s): 26s\n',
    );
  });

  it('refuses to be told two formats', async () => {
    const on = mixed();
    expect(await run('graph --json --format svg', on)).toBe(64);
    expect(on.printed.stderr).toContain('--json and --format svg contradict each other');
    expect(await run('graph --json --format json --no-status', mixed())).toBe(0);
    expect(await run('graph --format png', mixed())).toBe(64);
  });
});

describe('phoenix graph --out', () => {
  let directory = '';
  beforeEach(() => {
    directory = mkdtempSync(`${tmpdir()}/phoenix-graph-`);
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it.each([
    ['lab.svg', '', /^<svg /, 'svg'],
    ['lab.dot', '', /^digraph|^\/\//, 'dot'],
    ['lab.txt', '', /^□ +912/, 'ascii'],
    ['lab.svg', ' --format mermaid', /^%%/, 'mermaid'],
    ['lab.svg', ' --json', /^\{/, 'json'],
  ])('%s%s', async (name, more, begins, format) => {
    const on = { ...mixed(), absolute: (path: string) => resolve(directory, path) };
    expect(await run(`graph --no-status --color --out ${name}${more}`, on)).toBe(0);
    const text = readFileSync(`${directory}/${name}`, 'utf8');
    expect(text).toMatch(begins);
    expect(text).not.toContain('\u001b');
    expect(on.printed).toEqual({
      stdout: '',
      stderr: `wrote ${directory}/${name} (${format})\n`,
    });
    // Typed again it replaces the file.
    expect(await run(`graph --no-status --quiet --out ${name}${more} 910`, on)).toBe(0);
    expect(readFileSync(`${directory}/${name}`, 'utf8').length).toBeLessThan(text.length);
  });

  it('refuses an ending that means no format, unless one is told', async () => {
    const on = { ...mixed(), absolute: (path: string) => resolve(directory, path) };
    expect(await run('graph --no-status --out lab.png', on)).toBe(64);
    expect(on.printed.stderr).toContain('cannot draw lab.png: no format has the ending .png');
    expect(on.printed.stderr).toContain(
      'name it .svg, .dot, .gv, .mmd, .mermaid, .json, .txt, or type --format ascii|mermaid|dot|svg|json',
    );
    expect(existsSync(`${directory}/lab.png`)).toBe(false);
    expect(await run('graph --no-status --out lab.png --format svg', on)).toBe(0);
  });

  it('writes nothing in a dry run', async () => {
    const on = { ...mixed(), absolute: (path: string) => resolve(directory, path) };
    expect(await run('graph --no-status --dry-run --out lab.svg', on)).toBe(0);
    expect(existsSync(`${directory}/lab.svg`)).toBe(false);
    expect(on.printed.stderr).toBe(`would write ${directory}/lab.svg (svg)\n`);
  });

  it('refuses what is no file, before anybody is asked', async () => {
    const on = mixed();
    expect(await run(`graph --out ${directory}`, on)).toBe(66);
    expect(await run(`graph --out ${directory}/none/lab.svg`, on)).toBe(66);
    symlinkSync('/dev/null', `${directory}/link`);
    expect(await run(`graph --out ${directory}/link`, on)).toBe(66);
    expect(on.calls()).toEqual([]);
    expect(on.printed.stderr).toContain(`cannot write ${directory}: what is there is no file\n`);
    expect(on.printed.stderr).toContain(`there is no directory ${directory}/none\n`);
  });
});

function mixedWithout() {
  return mixed({}, { without: 'vm-manager' });
}
