import { expect } from 'vitest';
import type { Run, TestHost } from './host.ts';

/** An operation as `--dry-run --json` shows it. */
interface Planned {
  readonly id: string;
  readonly run?: readonly string[];
  readonly guard?: unknown;
  readonly allocates?: readonly { readonly storage: string }[];
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
  ['reconfigure', '--yes'],
  ['delete', '--yes'],
] as const;

/** How many cases a test tries, and until when. */
export interface Trials {
  readonly count: number;
  /** Whether no further case is to be begun. */
  readonly isOver: () => boolean;
  /** Milliseconds that the test may take. */
  readonly timeout: number;
}

/**
 * RUNS of them, however long that takes; without it `usual` ones, but none is begun after a minute,
 * in which a busy machine comes less far.
 */
export function trials(usual: number): Trials {
  const { RUNS } = process.env;
  if (RUNS !== undefined)
    return { count: Number(RUNS), isOver: () => false, timeout: Number(RUNS) * 60_000 };
  let end: number | undefined;
  const isOver = () => {
    end ??= performance.now() + 60_000;
    return performance.now() > end;
  };
  return { count: usual, isOver, timeout: 240_000 };
}

/** What of the sandbox's log is to be compared with a plan. */
export interface Account {
  /** Programs of a plan whose calls the sandbox logs. */
  readonly logged: RegExp;
  /** What Proxmox calls the volumes of such guests. */
  readonly content: 'rootdir' | 'images';
  /** Commands that only look. */
  readonly isLook: (argv: readonly string[]) => boolean;
  /** Commands that belong to an operation but are not the operation. */
  readonly isPart: (argv: readonly string[]) => boolean;
}

/** What may be declared of a guest that exists and Proxmox will not do: told, and nothing touched. */
const REFUSED = /^cannot convert \d+ to a template, Proxmox would refuse: /;

/** No verb under --dry-run, nor plan or status, changes anything. */
export async function dryRunsChangeNothing(
  { isLook }: Account,
  host: TestHost,
  ids: readonly string[],
): Promise<void> {
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
export async function doesAsPlanned(
  { content, isLook, isPart, logged }: Account,
  host: TestHost,
  args: readonly string[],
): Promise<Run> {
  const dry = await host.manager(...args, '--dry-run', '--json');
  const { guests } = JSON.parse(dry.stdout) as { guests?: readonly PlannedGuest[] };
  if (guests === undefined) throw new Error(`${args.join(' ')}: no plan: ${dry.stderr}`);
  await host.log();
  const run = await host.manager(...args);
  const problems = guests.flatMap((guest) => guest.problems);
  if (args[0] === 'create') expect(unexpected(problems)).toEqual([]);
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
  expect(log.map(({ argv }) => argv).filter((argv) => !isLook(argv) && !isPart(argv))).toEqual(
    done.flatMap(({ run, allocates = [], guest }) =>
      run !== undefined && logged.test(run[0] ?? '')
        ? [...asked(allocates, guest, content), run]
        : [],
    ),
  );
  return run;
}

/** Before an operation makes volumes for a guest it asks what the guest has on each storage. */
function asked(
  allocates: readonly { storage: string }[],
  guest: number,
  content: Account['content'],
): string[][] {
  const storages = new Set(allocates.map(({ storage }) => storage));
  return [...storages].map((storage) => [
    ...['pvesm', 'list', storage],
    ...['--vmid', `${guest}`, '--content', content],
  ]);
}

/** After create there is nothing left to do, and a second create does nothing. */
export async function nothingIsLeft(
  { isLook }: Account,
  host: TestHost,
  ids: readonly string[],
): Promise<void> {
  const plan = await host.manager('plan', ...ids, '--detailed-exitcode', '--json');
  const { guests } = JSON.parse(plan.stdout) as { guests: readonly PlannedGuest[] };
  expect(guests.flatMap(({ operations }) => operations)).toEqual([]);
  const problems = guests.flatMap((guest) => guest.problems);
  expect(unexpected(problems)).toEqual([]);
  expect(plan.exit === 0).toBe(problems.length === 0);
  await host.log();
  await host.manager('create', ...ids);
  const log = await host.log();
  expect(log.filter(({ argv, changed }) => changed || !isLook(argv))).toEqual([]);
}

function unexpected(problems: PlannedGuest['problems']): PlannedGuest['problems'] {
  return problems.filter(({ message }) => !REFUSED.test(message));
}
