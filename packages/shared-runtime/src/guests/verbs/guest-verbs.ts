import type { VerbDefinition } from '../../frame/definition.ts';
import type { Guest } from '../guest.ts';
import { plannersOf } from '../plan/planners.ts';
import { create } from './create.ts';
import { deleteVerb } from './delete.ts';
import { delsnapshot } from './delsnapshot.ts';
import { importVerb } from './import.ts';
import { plan } from './plan.ts';
import { reconfigure } from './reconfigure.ts';
import { restart } from './restart.ts';
import { rollback } from './rollback.ts';
import { snapshot } from './snapshot.ts';
import { snapshots } from './snapshots.ts';
import { start } from './start.ts';
import { status } from './status.ts';
import { stop } from './stop.ts';
import { test } from './test.ts';
import type { Twin, TwinParts } from './twin.ts';

/** The verbs of a manager of guests, in the order of its help. */
export function guestVerbs<G extends Guest>(parts: TwinParts<G>): Record<string, VerbDefinition> {
  const twin: Twin<G> = { ...parts, planners: async () => plannersOf(await parts.ways()) };
  return {
    create: create(twin),
    start: start(twin),
    stop: stop(twin),
    restart: restart(twin),
    delete: deleteVerb(twin),
    status: status(twin),
    plan: plan(twin),
    reconfigure: reconfigure(twin),
    test: test(twin),
    snapshot: snapshot(twin),
    snapshots: snapshots(twin),
    rollback: rollback(twin),
    delsnapshot: delsnapshot(twin),
    import: importVerb(twin),
  };
}
