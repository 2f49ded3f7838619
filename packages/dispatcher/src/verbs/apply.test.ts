import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Scenario } from '../test-support/fake-world.ts';
import { run, world } from '../test-support/run.ts';

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(`${tmpdir()}/phoenix-apply-`);
  file = `${directory}/lab.plan`;
});
afterEach(() => rmSync(directory, { recursive: true }));

/** What a command line needs to find the lab. */
const base = / --base-dir \S+\/lab/;

const idle = { action: 'none' };
const lab: Scenario = { guests: { 900: idle } };

/** The file of a plan of 953 (and 900, which it is cloned from), made in that scenario. */
async function planned(scenario: Scenario = lab): Promise<void> {
  expect(await run(`plan 953 --out ${file}`, world(scenario))).toBe(0);
}

describe('phoenix apply', () => {
  it('holds managers to what was planned with fingerprints', async () => {
    const on = world(lab);
    expect(await run(`plan 953 --out ${file}`, on)).toBe(0);
    expect(on.calls()).toEqual(['lxc-manager plan 900 953 --json --fingerprints']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const again = world(lab);
    expect(await run(`apply ${file}`, again)).toBe(0);
    expect(again.calls()).toEqual([
      'lxc-manager plan 900 953 --json --fingerprints',
      'lxc-manager create 953 --expect plan-953',
    ]);
    expect(again.printed.stdout).toMatch(/next: phoenix status 953 --base-dir \S+\/lab\n$/);
  });

  it('asks nothing more of a guest when another thing would be done', async () => {
    await planned();
    const on = world({ guests: {} });
    expect(await run(`apply ${file}`, on)).toBe(3);
    expect(on.calls()).toEqual(['lxc-manager plan 900 953 --json --fingerprints']);
    expect(on.printed.stdout).toBe('');
    expect(on.printed.stderr).toContain('900 g900: needs plan as well now (declared)\n');
    const json = world({ guests: {} });
    expect(await run(`apply ${file} --json`, json)).toBe(3);
    expect(JSON.parse(json.printed.stdout)).toMatchObject({
      error: {
        hint: expect.stringContaining(`make it anew: phoenix plan 953 --out ${file} --base-dir`),
      },
      changes: [{ subject: 900, what: 'state' }],
    });
  });

  it('tells how to go on where a part of it was done', async () => {
    await planned({});
    const on = world({ guests: { 900: idle } });
    expect(await run(`apply ${file}`, on)).toBe(3);
    expect(on.printed.stderr).toMatch(
      /a part of it is done already; nothing was done\nhint: phoenix converge 953 --base-dir \S+ does what is left\n$/,
    );
  });

  it('shows a plan that was made elsewhere, and refuses it', async () => {
    await planned();
    const other = { ...world(lab), version: '1.2.4' };
    expect(await run(`apply ${file} --dry-run`, other)).toBe(3);
    expect(other.printed.stdout).toContain('~ change 953 g953\n');
    expect(other.printed.stderr.replace(base, '')).toBe(
      `error: cannot apply ${file}: it was made by phoenix 1.2.3, and this is 1.2.4; nothing was done\nhint: make it anew: phoenix plan 953 --out ${file}\n`,
    );
    const moved = world(lab, { lab: 'mixed' });
    expect(await run(`apply ${file}`, moved)).toBe(3);
    expect(moved.printed.stderr).toMatch(/hint: type phoenix apply \S+ --base-dir \S+\/lab\n$/);
    expect(moved.calls()).toEqual([]);
  });

  it.each<[string, (text: string) => string, string]>([
    ['nothing', () => '', 'the file is empty'],
    ['a half', (text) => text.slice(0, 300), 'it is no saved plan, or is cut off'],
    ['a list', () => '[]', 'it is no saved plan, or is cut off'],
    ['something else', () => '{"guests":[]}', 'it is no saved plan'],
    [
      'a later form',
      (text) => text.replace('"format": 1', '"format": 2'),
      'it is of a format that this phoenix does not know',
    ],
    [
      'another text',
      (text) => text.replace('plan-953', 'plan-954'),
      'it was altered after it was saved',
    ],
  ])('refuses %s', async (_, change, why) => {
    await planned();
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    const on = world(lab);
    expect(await run(`apply ${file}`, on)).toBe(65);
    expect(on.printed.stderr).toMatch(new RegExp(`^error: cannot apply ${file}: ${why}\nhint: `));
  });
});

describe('phoenix plan --out', () => {
  it('saves nothing that could not be carried out', async () => {
    const on = world({ guests: { 953: { problems: [{ message: 'no storage' }] } } });
    expect(await run(`plan 953 --out ${file}`, on)).toBe(66);
    expect(on.printed.stderr).toContain(
      'error: cannot save lab.plan: a guest of it cannot be made as declared\n',
    );
    expect(() => statSync(file)).toThrow();
  });

  it('saves nothing under --dry-run', async () => {
    const on = world(lab);
    expect(await run(`plan 953 --out ${file} --dry-run`, on)).toBe(0);
    expect(on.printed.stderr).toMatch(/^would save /);
    expect(() => statSync(file)).toThrow();
  });
});
