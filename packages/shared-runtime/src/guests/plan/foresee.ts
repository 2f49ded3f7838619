import type { GuestPlan } from '../../guest-plan.ts';
import type { Operation } from '../../operation.ts';
import type { World } from '../observed.ts';

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
  return { ...world, facts: { ...world.facts, paths, texts } };
}

function madePaths(operation: Operation): string[] {
  if ('directory' in operation) return [operation.write];
  return (operation.expect ?? []).flatMap((one) => ('path' in one && one.exists ? [one.path] : []));
}

function madeAs(operation: Operation) {
  const kind = 'directory' in operation ? ('directory' as const) : ('file' as const);
  return { kind, uid: 0, gid: 0, mode: 0, size: 0 };
}
