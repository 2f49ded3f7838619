import type { GuestPlan } from '../../guest-plan.ts';
import type { Operation } from '../../operation.ts';
import { withoutLock } from '../../pve/conf.ts';
import type { Observed, World } from '../observed.ts';
import { rewritten } from './lost-lines.ts';

/** The host as it is going to be once a plan has been carried out, for those planned after it. */
export function foresee(world: World, plan: GuestPlan): World {
  const paths = new Map(world.facts.paths);
  const texts = new Map(world.facts.texts);
  for (const operation of plan.operations) {
    for (const path of madePaths(operation)) {
      if (paths.get(path) === undefined) paths.set(path, madeAs(operation));
    }
    if ('content' in operation) texts.set(operation.write, operation.content);
  }
  return { facts: { ...world.facts, paths, texts }, guests: guestsAfter(world, plan) };
}

/** A guest that the plan frees of its lock is not freed once more, nor does it lose lines twice. */
function guestsAfter({ guests }: World, { operations }: GuestPlan): World['guests'] {
  const written = rewritten(operations);
  const unlocked = new Set(
    operations.flatMap((one) =>
      'run' in one && one.run[1] === 'unlock' ? [Number(one.run[2])] : [],
    ),
  );
  return new Map(
    [...guests].map(([id, observed]) => {
      const free = unlocked.has(id) ? freed(observed) : observed;
      return [id, written.has(id) ? withoutLostLines(free) : free];
    }),
  );
}

function withoutLostLines(guest: Observed): Observed {
  const { conf } = guest;
  return conf === undefined ? guest : { ...guest, conf: { ...conf, dropped: [] } };
}

function freed(guest: Observed): Observed {
  const { lockLeftBy, ...observed } = guest;
  const { conf } = observed;
  if (lockLeftBy === undefined || conf === undefined) return guest;
  return { ...observed, conf: withoutLock(conf) };
}

function madePaths(operation: Operation): string[] {
  if ('directory' in operation) return [operation.write];
  return (operation.expect ?? []).flatMap((one) => ('path' in one && one.exists ? [one.path] : []));
}

function madeAs(operation: Operation) {
  const kind = 'directory' in operation ? ('directory' as const) : ('file' as const);
  return { kind, uid: 0, gid: 0, mode: 0, size: 0 };
}
