import type { Lot } from '../e2e/lab-lot.ts';
import { type Guest, idsOf, type Lab, templatesOf } from './lab.ts';

/**
 * How a host is before a command: `bare` without a setup, `empty` with no guest, `templates` with no
 * others, `made` with the whole lab, `changed` the same with another declaration, `kept` made and with a
 * snapshot called `kept`.
 */
export type Start = 'bare' | 'empty' | 'templates' | 'made' | 'changed' | 'kept';

/** A command that a person types on a host. */
export interface Task {
  readonly name: TaskName;
  readonly start: Start;
  /** Words after `phoenix`. */
  readonly words: readonly string[];
  /** Whether all is as declared afterwards, so that a plan is empty. */
  readonly converges: boolean;
  /** Whether all guests that it is about run afterwards. */
  readonly starts: boolean;
}

const GO = ['LetsGo', '--wait', '2m'];
const ON = ['--yes', '--wait', '2m'];

/** Guests that others do not stand on. */
function leaves({ containers, machines }: Lab): number[] {
  const all = [...Object.values(containers), ...machines.vms];
  const needed = new Set(
    all.flatMap(({ clone_from_ctid, clone_from_vmid, dependencies }) =>
      [clone_from_ctid, clone_from_vmid, ...((dependencies as string[] | undefined) ?? [])].map(
        Number,
      ),
    ),
  );
  return idsOf({ containers, machines }).filter((id) => !needed.has(id));
}

/** Containers that `reconfigure` can take back. */
function takenBack({ containers }: Lab): string[] {
  const hasSnapshot = ({ application_script, enable_lifecycle_snapshots }: Guest) =>
    application_script !== undefined || enable_lifecycle_snapshots === true;
  return Object.keys(containers).filter((id) => hasSnapshot(containers[Number(id)] ?? {}));
}

/** What is typed, by its name; undefined where the lab has nothing for it. */
const TASKS = {
  begin: () => ['empty', ...GO],
  make: () => ['templates', ...GO],
  create: (lab, lot) => {
    const templates = templatesOf(lab);
    const ids = leaves(lab).filter((id) => !templates.includes(id));
    return ['templates', 'create', `${lot.of(ids)}`, '--wait', '2m'];
  },
  change: () => ['changed', ...GO],
  converged: () => ['made', ...GO],
  delete: (lab, lot) => {
    const ids = leaves(lab);
    return ['made', 'delete', ...ids.slice(lot.below(ids.length)).map(String), ...ON];
  },
  reconfigure: (lab) => {
    const ids = takenBack(lab);
    return ids.length === 0 ? undefined : ['made', 'reconfigure', ...ids, ...ON];
  },
  restart: () => ['made', 'restart', 'all', '--wait', '2m'],
  stop: () => ['made', 'stop', 'all', '--wait', '2m'],
  snapshot: () => ['made', 'snapshot', 'kept', 'all', '--wait', '2m'],
  rollback: () => ['kept', 'rollback', 'kept', 'all', ...ON],
  delsnapshot: () => ['kept', 'delsnapshot', 'kept', 'all', ...ON],
  setup: () => ['bare', 'setup', ...ON],
} satisfies Record<string, (lab: Lab, lot: Lot) => [Start, ...string[]] | undefined>;

export type TaskName = keyof typeof TASKS;

const CONVERGE: readonly TaskName[] = ['begin', 'make', 'change', 'converged'];

/** The task of that name on a lab, with guests by lot. */
export function taskOf(name: TaskName, lab: Lab, lot: Lot): Task {
  const [start, ...words] = TASKS[name](lab, lot) ?? TASKS.make();
  const converges = CONVERGE.includes(name);
  return { name, start, words, converges, starts: converges || name === 'restart' };
}
