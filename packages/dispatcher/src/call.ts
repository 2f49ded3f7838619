import type { GuestKind } from '@phoenix/shared-config';
import {
  expectWord,
  type ShownOperation,
  type ShownPlan,
  type Subject,
} from '@phoenix/shared-runtime';
import type { Flags } from './flags.ts';
import type { Job, ManagerVerb, Work } from './job.ts';

/** One run of a manager: which one, with which arguments. */
export interface Call {
  readonly manager: string;
  readonly argv: readonly string[];
  /** Whom it may tell of: these, all guests of its kind, or all steps of the host. */
  readonly about: readonly Subject[] | 'guests' | 'steps';
}

/** Whether the manager of a call may tell of a guest or a step. */
export function isAbout({ about }: Call, subject: Subject): boolean {
  if (about === 'guests') return typeof subject === 'number';
  return about === 'steps' ? typeof subject === 'string' : about.includes(subject);
}

/** The manager of each kind of guest and of the host, by the name of its executable. */
const MANAGERS: Readonly<Record<GuestKind | 'host', string>> = {
  host: 'hypervisor-manager',
  lxc: 'lxc-manager',
  vm: 'vm-manager',
};

/** What a manager would ask about has been agreed to by then. */
const CONFIRMED: ReadonlySet<ManagerVerb> = new Set([
  'delete',
  'reconfigure',
  'rollback',
  'delsnapshot',
]);

type Passed = Pick<Flags, 'baseDir' | 'wait'>;

/**
 * One question per manager over all guests that are involved, which changes nothing: `plan`, or
 * any other verb with `--dry-run`. Managers in order of first use.
 */
export function askCalls(
  { ask, told = [], jobs }: Work,
  flags: Passed,
): ReadonlyMap<GuestKind, Call> {
  const calls = new Map<GuestKind, Call>();
  for (const kind of new Set(jobs.map((job) => job.kind))) {
    const own = jobs.filter((job) => job.kind === kind);
    const ids = [...new Set(own.map(({ id }) => id))];
    const brought = own.filter(({ bring }) => bring).map(({ id }) => id);
    const dry = ask === 'plan' ? [] : ['--dry-run'];
    const exact = own.some((job) => job.exact) ? ['--fingerprints'] : [];
    const words = [ask, ...ids.map(String), ...bring(brought), ...told];
    const argv = [...words, ...dry, '--json', ...exact, ...base(flags)];
    calls.set(kind, { manager: MANAGERS[kind], argv, about: ids });
  }
  return calls;
}

/** The call that does a job; one that has to be exact does nothing but the operations of the plan. */
export function jobCall(job: Job, flags: Passed, plan?: Pick<ShownPlan, 'operations'>): Call {
  const words = [job.verb, String(job.id), ...bring(job.bring ? [job.id] : [])];
  const argv = [...words, ...(job.told ?? [])];
  if (CONFIRMED.has(job.verb)) argv.push('--yes');
  if (job.exact) argv.push('--expect', expectWord(fingerprintsOf(plan?.operations ?? [])));
  if (flags.wait !== undefined) argv.push('--wait', flags.wait);
  return { manager: MANAGERS[job.kind], argv: [...argv, ...base(flags)], about: [job.id] };
}

/** A call that only looks: `status` or `test` of guests of one kind (all without ids), or of the host. */
export function lookCall(
  verb: ManagerVerb,
  kind: GuestKind | 'host',
  ids: readonly Subject[],
  flags: Passed,
  more: readonly string[] = [],
): Call {
  const named = kind === 'host' ? [] : ids.map(String);
  const about = ids.length === 0 ? 'guests' : ids;
  return { manager: MANAGERS[kind], argv: [verb, ...named, ...more, ...base(flags)], about };
}

/** The fingerprints of operations that were planned with them. */
export function fingerprintsOf(operations: readonly ShownOperation[]): string[] {
  return operations.flatMap(({ fingerprint }) => fingerprint ?? []);
}

function bring(ids: readonly number[]): string[] {
  return ids.length === 0 ? [] : ['--bring', ids.join(',')];
}

function base({ baseDir }: Passed): string[] {
  return baseDir === undefined ? [] : ['--base-dir', baseDir];
}
