import { EXIT } from '../../exit-codes.ts';
import type { GuestPlan } from '../../guest-plan.ts';
import type { Guest } from '../guest.ts';
import { firewallOperation } from './firewall.ts';
import { lockedProblem, wholeness } from './half-made.ts';
import { planOf } from './plan-of.ts';
import { afterStart } from './provisioning.ts';
import { absent, refuse } from './refuse.ts';
import { volumeNotes } from './roll-back.ts';
import { newerThan } from './snapshot-age.ts';
import { deleteSnapshot, rollbackOperation } from './snapshots.ts';
import type { GuestInput } from './types.ts';
import type { Ways } from './ways.ts';

/**
 * `reconfigure`: back to the snapshot before the later steps, then everything after it again, with
 * all that `create` sees to before a guest starts: what it needs of the host, its firewall.
 */
export function planReconfigure<G extends Guest>(input: GuestInput<G>, ways: Ways<G>): GuestPlan {
  const { guest, kind, world } = input;
  const observed = world.guests.get(guest.id);
  const conf = observed?.conf;
  if (!conf) return refuse(input, absent(input, 'reconfigure'));
  if (wholeness(observed, ways) === 'locked')
    return refuse(input, lockedProblem(kind, guest.id, observed));
  const { before, last, template = last.name } = ways.lifecycle(guest);
  const snapshot = conf.snapshots.get(before.name);
  if (!snapshot)
    return refuse(input, {
      message: `cannot reconfigure ${guest.id}: it has no snapshot ${before.name}`,
      hint: kind.later.hint(guest.id),
      exit: EXIT.failed,
    });
  // What is taken again at the end may go.
  const newer = newerThan(before.name, conf);
  // One that was cut off is no snapshot, and older than none: ZFS does not go back past what is left of it.
  const isOlder = (name: string) =>
    name === before.name ||
    (conf.snapshots.has(name) && newerThan(name, conf).includes(before.name));
  const taken = new Set([last.name, template].filter((name) => !isOlder(name)));
  const newest = newer.find((name) => !taken.has(name));
  if (newest !== undefined)
    return refuse(input, {
      message: `cannot reconfigure ${guest.id}: snapshot ${newest} is newer than ${before.name}, and going back would lose it`,
      hint: `if it is not needed any more, type phoenix delsnapshot ${newest} ${guest.id}`,
      exit: EXIT.failed,
    });
  const deleted = [...taken].flatMap((name) =>
    deleteSnapshot(input, conf, name, `newer than ${before.name}`),
  );
  const ground = ways.prerequisites(input, false);
  const configured = ways.configure(input, snapshot, { running: false, was: conf.main.keys });
  const kept = new Set(ways.steps(input).first.map(({ record }) => record));
  const rolledBack = {
    ...observed,
    running: false,
    memory: new Map([...(observed.memory ?? [])].filter(([record]) => kept.has(record))),
    conf: {
      ...conf,
      snapshots: new Map([...conf.snapshots].filter(([name]) => !taken.has(name))),
      unfinished: new Set([...conf.unfinished].filter((name) => !taken.has(name))),
    },
  };
  const stage = { isNew: false, running: false, after: configured.after };
  const tail = afterStart(input, ways, rolledBack, stage);
  return planOf(input, false, {
    operations: [
      ...ground.operations,
      ...deleted,
      rollbackOperation(input, before.name),
      ...configured.operations,
      ...firewallOperation(guest, observed.firewall),
      ...tail.operations,
    ],
    notes: [
      ...volumeNotes(input, conf, configured.after),
      ...(configured.notes ?? []),
      ...(tail.notes ?? []),
    ],
    problems: [
      ...(ground.problems ?? []),
      ...(configured.problems ?? []),
      ...(tail.problems ?? []),
    ],
  });
}
