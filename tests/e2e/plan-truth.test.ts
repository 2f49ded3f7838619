import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Run, siteConfiguration, type TestHost, testHost } from './host.ts';
import { FIRST, HYPERVISOR, happen, SCRIPTS, world } from './worlds.ts';

/** Milliseconds after which no further case is begun. */
const TIME = 60_000;

/** An operation as `--dry-run --json` shows it. */
interface Planned {
  readonly id: string;
  readonly run?: readonly string[];
  readonly guard?: unknown;
}

interface PlannedGuest {
  readonly id: number;
  readonly action: string;
  readonly operations: readonly Planned[];
  readonly problems: readonly { message: string }[];
}

const VERBS = [
  ['create'],
  ['start'],
  ['stop'],
  ['restart'],
  ['reconfigure'],
  ['delete', '--yes'],
] as const;

/** Programs whose calls the sandbox logs; scripts of the site are known by what they call. */
const LOGGED = /^(pct|pvesm|pveam|apparmor_parser)$/;
const isLook = ([program, verb]: readonly string[]) => program === 'pct' && verb === 'list';
const isOfSite = (argv: readonly string[]) => argv[1] === 'exec' && argv[5] === '-c';

/** No verb under --dry-run, nor plan or status, changes anything. */
async function dryRunsChangeNothing(host: TestHost, ids: readonly string[]): Promise<void> {
  await host.log();
  const before = host.files();
  for (const [verb, ...flags] of VERBS) await host.manager(verb, ...ids, ...flags, '--dry-run');
  await host.manager('plan', ...ids);
  await host.manager('status', ...ids);
  expect(host.files()).toEqual(before);
  const log = await host.log();
  expect(log.filter(({ argv, changed }) => changed || !isLook(argv))).toEqual([]);
}

/** A verb does exactly what it said that it would do. */
async function doesAsPlanned(host: TestHost, args: readonly string[]): Promise<Run> {
  const dry = await host.manager(...args, '--dry-run', '--json');
  const { guests } = JSON.parse(dry.stdout) as { guests?: readonly PlannedGuest[] };
  if (guests === undefined) throw new Error(`${args.join(' ')}: no plan: ${dry.stderr}`);
  await host.log();
  const run = await host.manager(...args);
  const problems = guests.flatMap((guest) => guest.problems);
  if (args[0] === 'create') expect(problems).toEqual([]);
  expect(run.exit === 0, run.stderr).toBe(problems.length === 0);

  const planned = guests.flatMap(({ id, operations }) =>
    operations.map((operation) => ({ ...operation, guest: id })),
  );
  expect(run.operations.map(({ guest, id }) => `${guest} ${id}`)).toEqual(
    planned.map(({ guest, id }) => `${guest} ${id}`),
  );
  const done = planned.filter((_, at) => run.operations[at]?.result === 'done');
  const left = planned.filter((_, at) => run.operations[at]?.result !== 'done');
  expect(left.filter(({ guard }) => guard === undefined)).toEqual([]);
  const log = await host.log();
  expect(log.map(({ argv }) => argv).filter((argv) => !isLook(argv) && !isOfSite(argv))).toEqual(
    done.flatMap(({ run }) => (run !== undefined && LOGGED.test(run[0] ?? '') ? [run] : [])),
  );
  return run;
}

/** After create there is nothing left to do, and a second create does nothing. */
async function nothingIsLeft(host: TestHost, ids: readonly string[]): Promise<void> {
  const plan = await host.manager('plan', ...ids, '--detailed-exitcode', '--json');
  const { guests } = JSON.parse(plan.stdout) as { guests: readonly PlannedGuest[] };
  expect(guests.flatMap(({ operations, problems }) => [...operations, ...problems])).toEqual([]);
  expect(plan.exit).toBe(0);
  await host.log();
  await host.manager('create', ...ids);
  const log = await host.log();
  expect(log.filter(({ argv, changed }) => changed || !isLook(argv))).toEqual([]);
}

test('a plan is the truth: it changes nothing, and what runs is what it said', {
  timeout: 4 * TIME,
}, async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'phoenix-e2e-'));
  const etc = siteConfiguration(join(scratch, 'site'), HYPERVISOR, FIRST, SCRIPTS);
  let count = 0;
  const property = fc.asyncProperty(world, async ({ ids, before, happenings, now, verb }) => {
    count += 1;
    const host = await testHost(join(scratch, `host-${count}`), etc);
    const names = ids.map(String);
    try {
      if (before !== undefined) {
        host.declare(before);
        await doesAsPlanned(host, ['create', ...names]);
        for (const [id, what] of happenings) await happen(host, id, what);
      }
      host.declare(now);
      await dryRunsChangeNothing(host, names);
      await doesAsPlanned(host, ['create', ...names]);
      await nothingIsLeft(host, names);
      await doesAsPlanned(host, [verb, ...names, ...(verb === 'delete' ? ['--yes'] : [])]);
    } finally {
      await host.destroy();
    }
  });
  try {
    await fc.assert(property, { numRuns: 25, interruptAfterTimeLimit: TIME, endOnFailure: true });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});
