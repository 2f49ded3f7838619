// LetsGo on a host whose Proxmox refuses: once, for a lock or for overload, which costs time and nothing
// else; or for good, which costs the guest and what stands on it and nobody else.
//
// RUNS=20 FIRST=1000 vitest run tests/e2e/lets-go-faults.test.ts tries other commands to be refused; the
// number of a run is its seed.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Command, type LabHost, prepareLab } from './lab-host.ts';
import { lotOf, seeds } from './lab-lot.ts';
import { repeats } from './lab-repeats.ts';
import { labState, leftovers } from './lab-state.ts';
import { LAB_IDS, standsOn } from './lab-world.ts';

const GO = ['LetsGo', '--json', '--progress', 'json'];
const TRANSIENT = [
  "can't lock file '/run/lock/lxc/pve-config-950.lock' - got timeout",
  "cfs-lock 'storage-fast-guests' error: got lock request timeout",
  'got no worker upid - start worker failed',
] as const;
const FINAL = "TASK ERROR: storage 'fast-guests' is not online";

const lab = prepareLab('0.02');
let undisturbed: string[] = [];
/** How often each kind of command that changes something runs in an undisturbed run. */
const kinds = new Map<string, number>();

beforeAll(async () => {
  const host = lab.copy();
  expect((await host.phoenix(...GO)).exit).toBe(0);
  undisturbed = labState(host);
  for (const command of host.commands()) {
    const kind = kindOf(command);
    if (kind !== undefined) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  expect(kinds.size).toBeGreaterThan(13);
  host.destroy();
}, 120_000);
afterAll(() => lab.destroy());

/** Commands that take Proxmox's locks; what runs inside guests takes none. */
function kindOf({ argv: [program = '', verb = ''], changed }: Command): string | undefined {
  if (!changed || !/^(?:pct|qm)$/.test(program) || /^(?:exec|push|guest)$/.test(verb)) return;
  return `${program} ${verb}`;
}

test.each(seeds(1))(
  'each kind of command refused once, run %i',
  {
    timeout: 300_000,
  },
  async (seed) => {
    const host = lab.copy();
    const lot = lotOf(seed);
    const trail = [...kinds].map(([kind, count]) => {
      const [nth, text] = [1 + lot.below(count), lot.of(TRANSIENT)];
      host.fault('--match', `^${kind} `, '--nth', `${nth}`, '--fail', text);
      return `${kind} ${nth}: ${text}`;
    });
    const { exit, stderr } = await host.phoenix(...GO);
    expect(exit, `${trail.join('; ')}\n${stderr.slice(-3000)}`).toBe(0);
    const refused = host.commands().filter((one) => kindOf({ ...one, changed: true }) && one.exit);
    expect(refused.length, trail.join('; ')).toBe(kinds.size);
    expect(leftovers(host), trail.join('; ')).toEqual([]);
    expect(labState(host), trail.join('; ')).toEqual(undisturbed);
    expect(repeats(host, 0), trail.join('; ')).toEqual([]);
    host.destroy();
  },
);

/** Rounds of commands that are refused as long as a round lasts, foundations first. */
const ROUNDS: readonly (readonly [command: string, guest: number, text?: string])[][] = [
  [
    ['pct create 900', 900],
    ['qm create 8000', 8000],
  ],
  [
    ['pct start 900', 900],
    ['qm disk resize 8000', 8000],
  ],
  [
    ['pct snapshot 900', 900],
    ['qm start 8000', 8000],
  ],
  [
    ['pct clone 900 901', 901],
    ['pct set 910', 910],
    ['qm template 8000', 8000],
  ],
  [
    ['pct shutdown 901', 901],
    ['pct resize 911', 911],
    ['qm clone 8000 8010', 8010],
    ['qm (disk )?resize 8011', 8011],
    ['qm set 8012', 8012],
    ['qm start 8015', 8015],
  ],
  [
    ['pct snapshot 901', 901],
    ['pct push 911', 911],
    ['qm snapshot 8012', 8012],
  ],
  [
    ['pct start 912', 912, TRANSIENT[0]],
    ['pct snapshot 914', 914],
    ['pct clone 901 918', 918],
    ['pct exec 911', 911],
  ],
];

test('commands refused for good cost what stands on their guests, and nobody else', {
  timeout: 300_000,
}, async () => {
  const host = lab.copy();
  const done = new Set<number>();
  for (const round of ROUNDS) await refusedRound(host, round, done);
  const { exit, stderr } = await host.phoenix(...GO);
  expect(exit, stderr.slice(-3000)).toBe(0);
  expect(leftovers(host)).toEqual([]);
  expect(labState(host)).toEqual(undisturbed);
  expect(repeats(host, 0)).toEqual([]);
  host.destroy();
});

async function refusedRound(
  host: LabHost,
  round: (typeof ROUNDS)[number],
  done: Set<number>,
): Promise<void> {
  for (const [command, , text = FINAL] of round)
    host.fault('--match', `^${command}( |$)`, '--fail', text);
  const { exit, stdout } = await host.phoenix(...GO);
  host.fault('--clear');
  const told = round.map(([command]) => command).join(', ');
  expect(exit, told).toBe(1);
  const failed = new Set(round.map(([, guest]) => guest));
  const blame = (id: number) => [...standsOn(id)].filter((other) => failed.has(other));
  const { guests } = JSON.parse(stdout) as {
    guests: { id: number; outcome: string; because?: number; error?: { message: string } }[];
  };
  expect(guests.map(({ id }) => id).toSorted()).toEqual([...LAB_IDS].toSorted());
  for (const { id, outcome, because, error } of guests) {
    const about = `${told}: ${id} ${outcome} ${because ?? ''} ${error?.message ?? ''}`;
    if (failed.has(id)) {
      const text = round.find(([, guest]) => guest === id)?.[2] ?? FINAL;
      expect(outcome, about).toBe('failed');
      expect(error?.message, about).toContain(text.replace('TASK ERROR: ', ''));
    } else if (blame(id).length > 0) {
      expect(outcome, about).toBe('skipped');
      expect(blame(id), about).toContain(because);
    } else {
      expect(done.has(id) ? ['unchanged'] : ['created', 'changed'], about).toContain(outcome);
      done.add(id);
    }
  }
}
