import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run, world } from '../test-support/run.ts';
import type { Drift } from './drift.ts';
import { driftMetrics } from './metrics.ts';
import { driftText } from './text.ts';

const plain = (_kind: string, text: string) => text;
const step = (name: string, state: string, more: object = {}) => ({
  step: name,
  title: `the ${name}`,
  state,
  notes: [],
  problems: [],
  operations: [],
  ...more,
});
const host = (...steps: object[]) => ({ answer: { exit: 0, stdout: JSON.stringify({ steps }) } });
const zfs = step('zfs', 'differs', { operations: [{ id: 'quota', cause: 'quota 1G -> 2G' }] });

describe('phoenix drift', () => {
  it('tells the host and every guest that differs, and exits 2', async () => {
    const on = world({
      guests: { 950: { action: 'change' }, 951: { action: 'create' } },
      any: { action: 'none' },
      'hypervisor-manager': host(step('time', 'as declared'), zfs),
    } as object);
    expect(await run('drift', on)).toBe(2);
    expect(on.printed.stdout).toMatch(
      /^ID +NAME +STATE +WHAT\nhost +zfs +differs +quota 1G -> 2G\n/,
    );
    expect(on.printed.stdout).toMatch(/\n950 +g950 +differs +declared\n/);
    expect(on.printed.stdout).toMatch(/\n951 +g951 +missing\n/);
    expect(on.printed.stdout).toMatch(/\n3 of \d+ differ\n$/);
  });
  it('exits 0 when all is as declared', async () => {
    const on = world({ any: { action: 'none' }, 'hypervisor-manager': host() } as object);
    expect(await run('drift', on)).toBe(0);
    expect(on.printed.stdout).toBe('Everything is as declared\n');
  });
  it('looks at named guests alone, and asks nobody about the host', async () => {
    const on = world({ any: { action: 'none' } } as object);
    expect(await run('drift 950 --json', on)).toBe(0);
    expect(JSON.parse(on.printed.stdout)).toEqual({
      drift: [{ subject: 950, kind: 'lxc', name: 'g950', standing: 'as declared', causes: [] }],
    });
    expect(on.calls().filter((call) => call.startsWith('hypervisor-manager'))).toEqual([]);
  });
  it('what nobody can tell is neither drift nor well', async () => {
    const on = world({
      any: { action: 'none' },
      'hypervisor-manager': { answer: { exit: 66, stderr: 'error: no file\n' } },
    } as object);
    expect(await run('drift', on)).toBe(0);
    expect(on.printed.stdout).toContain('host  host  unknown  hypervisor-manager has no answer');
    expect(on.printed.stdout).toContain('Nothing is known to differ\n');
  });
  it('writes metrics, and refuses a file that cannot be before it looks', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'phoenix-drift-'));
    const on = world({ any: { action: 'none' }, 'hypervisor-manager': host(zfs) } as object);
    const file = join(directory, 'phoenix.prom');
    expect(await run(`drift --metrics ${file}`, on)).toBe(2);
    expect(readFileSync(file, 'utf8')).toContain('\nphoenix_host_drift{step="zfs"} 1\n');
    expect(await run(`drift --metrics ${directory}`, on)).toBe(66);
    expect(await run(`drift --metrics ${directory}/none/x.prom`, on)).toBe(66);
    rmSync(directory, { recursive: true });
  });
});

const all: readonly Drift[] = [
  {
    subject: 910,
    kind: 'lxc',
    name: 'a"b\\c\nd',
    standing: 'differs',
    causes: ['1', '2', '3', '4', '5'],
  },
  { subject: 8001, kind: 'vm', name: 'forge', standing: 'unknown', causes: ['no manager'] },
  { subject: 'time', kind: 'host', name: 'time zone', standing: 'as declared', causes: [] },
];

it('metrics escape odd names, and have no number for what is unknown', () => {
  const lines = driftMetrics(all, 1_700_000_000_999).split('\n');
  expect(lines.filter((line) => !line.startsWith('#'))).toEqual([
    'phoenix_guest_drift{id="910",name="a\\"b\\\\c\\nd",kind="lxc"} 1',
    'phoenix_guest_drift{id="8001",name="forge",kind="vm"} NaN',
    'phoenix_host_drift{step="time"} 0',
    'phoenix_drift{state="as declared"} 1',
    'phoenix_drift{state="differs"} 1',
    'phoenix_drift{state="missing"} 0',
    'phoenix_drift{state="impossible"} 0',
    'phoenix_drift{state="unknown"} 1',
    'phoenix_drift_looked_timestamp_seconds 1700000000',
    '',
  ]);
});

it('the text names three causes and counts the others', () => {
  expect(driftText(all, plain)).toContain('differs  1; 2; 3; and 2 more');
});
