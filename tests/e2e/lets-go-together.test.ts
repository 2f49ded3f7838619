// Several runs of LetsGo at once on one host, and one on a host that is as declared.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LabHost, prepareLab } from './lab-host.ts';
import { repeats } from './lab-repeats.ts';
import { labState, leftovers } from './lab-state.ts';

const GO = ['LetsGo', '--json'];

const lab = prepareLab('0.02');
let made: LabHost;
let undisturbed: string[] = [];

beforeAll(async () => {
  made = lab.copy();
  expect((await made.phoenix(...GO)).exit).toBe(0);
  undisturbed = labState(made);
}, 120_000);
afterAll(() => {
  made.destroy();
  lab.destroy();
});

test('a host that is as declared is looked at with two commands, and nothing is changed', async () => {
  const runs = made.journals().length;
  made.clearLog();
  const { exit, stdout } = await made.phoenix(...GO);
  expect(exit).toBe(0);
  expect(JSON.parse(stdout).summary).toMatchObject({ created: 0, changed: 0, unchanged: 20 });
  const [looks, inVms] = split(made.commands().map(({ argv }) => argv.join(' ')));
  expect(looks.sort()).toEqual(['pct list', 'qm list']);
  // What a VM remembers only its agent tells: one question to each that has something to remember.
  expect(inVms.map((words) => words.split(' ')[3]).sort()).toEqual(['8010', '8012', '8015']);
  expect(labState(made)).toEqual(undisturbed);
  expect(made.journals()).toHaveLength(runs);
});

test('eight at once make every guest once, and who does not wait says who holds it', {
  timeout: 300_000,
}, async () => {
  const host = lab.copy();
  const ways = [0, 1, 2, 3, 4, 5, 6, 7].map((index) => (index % 2 === 0 ? [] : ['--wait', '2m']));
  const all = await Promise.all(ways.map((way) => host.phoenix(...GO, ...way)));
  for (const [index, { exit, stdout, stderr }] of all.entries()) {
    const waits = (ways[index] ?? []).length > 0;
    expect(waits ? [0] : [0, 75], `${stdout}${stderr}`).toContain(exit);
    if (exit === 0) continue;
    const { guests } = JSON.parse(stdout) as {
      guests: { outcome: string; error?: { message: string } }[];
    };
    const failures = guests.filter(({ outcome }) => outcome === 'failed');
    expect(failures.length).toBeGreaterThan(0);
    for (const { error } of failures)
      expect(error?.message).toMatch(
        /^\d+ is busy: pid \d+ `lxc-manager create|^\d+ is busy: pid \d+ `vm-manager create/,
      );
  }
  expect(repeats(host, 0)).toEqual([]);
  const { exit, stderr } = await host.phoenix(...GO);
  expect(exit, stderr).toBe(0);
  expect(leftovers(host)).toEqual([]);
  expect(labState(host)).toEqual(undisturbed);
  expect(repeats(host, 0)).toEqual([]);
  host.destroy();
});

test('two that make other guests do not know of each other', { timeout: 120_000 }, async () => {
  const host = lab.copy();
  const [one, other] = [
    host.start('create', '910', '--json'),
    host.start('create', '8010', '--json'),
  ];
  expect([(await one.done).exit, (await other.done).exit]).toEqual([0, 0]);
  expect(leftovers(host)).toEqual([]);
  expect(repeats(host, 0)).toEqual([]);
  host.destroy();
});

function split(commands: readonly string[]): [string[], string[]] {
  const isInVm = (words: string) => words.startsWith('qm guest exec ');
  return [commands.filter((words) => !isInVm(words)), commands.filter(isInVm)];
}
