import type { Operation } from '@phoenix/shared-runtime';
import {
  builtInStep,
  contentHash,
  DEADLINES,
  featureRecord,
  forgetOperations,
  lineEndProblems,
  missingFeature,
  type ProvisionStep,
  recordOperation,
} from '@phoenix/shared-runtime/guests';
import { SITE } from '../paths.ts';
import type { PlanInput } from './types.ts';

/** The features of a container in their order; the site's script goes before what is built in. */
export function featureSteps(input: PlanInput): ProvisionStep[] {
  const { baseDir } = input.declared;
  return input.guest.features.map(
    (name) =>
      siteStep(input, name) ??
      builtInStep(input, name) ??
      missingFeature(input, name, SITE.feature(baseDir, name)),
  );
}

/** A feature that the site installs by a script on the host, with the container's id. */
function siteStep(input: PlanInput, name: string): ProvisionStep | undefined {
  const { guest, declared, world } = input;
  const path = SITE.feature(declared.baseDir, name);
  const site = world.facts.scripts.get(path);
  if (!site) return undefined;
  const record = featureRecord(name);
  const hash = contentHash(site.hash, guest.bootstrap_ca_url ?? '');
  const run: Operation = {
    id: `feature ${name}`,
    doing: `install feature ${name} in ${guest.id}`,
    cause: `feature ${name}, by the site's script`,
    run: [
      ...site.command,
      `${guest.id}`,
      ...(guest.bootstrap_ca_url === undefined ? [] : [guest.bootstrap_ca_url]),
    ],
    env: siteEnvironment(input),
    effect: 'change',
    deadline: guest.timeouts.feature ?? DEADLINES.feature,
    waitsFor: `feature ${name} in ${guest.id}`,
  };
  const operations = [
    ...forgetOperations(input, record),
    run,
    recordOperation(input, record, hash),
  ];
  return { record, hash, operations, problems: lineEndProblems(input, path) };
}

/** What the site's scripts find in their environment. */
function siteEnvironment({ declared }: PlanInput): Record<string, string> {
  return {
    PHOENIX_BASE_DIR: declared.baseDir,
    HYPERVISOR_CONFIG_FILE: declared.files.hypervisor,
    LXC_CONFIG_FILE: declared.files.lxc,
    VM_CONFIG_FILE: declared.files.vm,
  };
}
