import type { Verb } from '../verb.ts';
import { apply } from './apply.ts';
import { completion } from './completion.ts';
import { converge } from './converge.ts';
import { create } from './create.ts';
import { deleteVerb } from './delete.ts';
import { delsnapshot } from './delsnapshot.ts';
import { doctor } from './doctor.ts';
import { drift } from './drift.ts';
import { explain } from './explain.ts';
import { graph } from './graph.ts';
import { importVerb } from './import.ts';
import { letsGo } from './lets-go.ts';
import { logs } from './logs.ts';
import { plan } from './plan.ts';
import { provisionTemplate } from './provision-template.ts';
import { reconfigure } from './reconfigure.ts';
import { report } from './report.ts';
import { restart } from './restart.ts';
import { rollback } from './rollback.ts';
import { runs } from './runs.ts';
import { schema } from './schema.ts';
import { setup } from './setup.ts';
import { smokeTest } from './smoke-test.ts';
import { snapshot } from './snapshot.ts';
import { snapshots } from './snapshots.ts';
import { start } from './start.ts';
import { status } from './status.ts';
import { stop } from './stop.ts';
import { test } from './test.ts';
import { validate } from './validate.ts';

/** Every verb, in the order in which help lists them. */
export const VERBS: readonly Verb[] = [
  letsGo,
  create,
  converge,
  apply,
  reconfigure,
  provisionTemplate,
  deleteVerb,
  setup,
  start,
  stop,
  restart,
  snapshot,
  rollback,
  delsnapshot,
  status,
  plan,
  drift,
  graph,
  snapshots,
  test,
  doctor,
  smokeTest,
  runs,
  logs,
  report,
  validate,
  explain,
  importVerb,
  schema,
  completion,
];

/** The verb of that name, in exactly this spelling; of LetsGo any will do. */
export function verbNamed(name: string): Verb | undefined {
  const named = name.toLowerCase() === 'letsgo' ? letsGo.name : name;
  return VERBS.find((verb) => verb.name === named);
}
