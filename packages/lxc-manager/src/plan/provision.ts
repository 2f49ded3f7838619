import type { LxcGuest } from '@phoenix/shared-config';
import type { Guard, Operation } from '@phoenix/shared-runtime';
import { builtInFeature } from '../guest/features.ts';
import { contentHash } from '../guest/hash.ts';
import { RECORD } from '../guest/scripts.ts';
import { SITE } from '../paths.ts';
import { applicationStep } from './application.ts';
import { DEADLINES, type PlanInput, type ProvisionStep } from './types.ts';

/** The steps of a container: its features in their order, then its application script. */
export function provisionSteps(input: PlanInput): {
  features: ProvisionStep[];
  application?: ProvisionStep;
} {
  const features = input.guest.features.map((name) => featureStep(input, name));
  const application = applicationStep(input);
  return { features, ...(application === undefined ? {} : { application }) };
}

/** Record name of a feature in the guest's memory. */
export function featureRecord(name: string): string {
  return `feature.${name}`;
}

/** Hash of what a feature would run here; undefined when nothing is known by that name. */
export function featureHash(input: PlanInput, name: string): string | undefined {
  const site = input.world.facts.scripts.get(SITE.feature(input.declared.baseDir, name));
  if (site) return contentHash(site.hash, input.guest.bootstrap_ca_url ?? '');
  const builtIn = builtInFeature(name, input.declared);
  return builtIn && contentHash(builtIn.script, ...builtIn.args);
}

function featureStep(input: PlanInput, name: string): ProvisionStep {
  const { guest, declared, world } = input;
  const record = featureRecord(name);
  const hash = featureHash(input, name) ?? '';
  const deadline = guest.timeouts.feature ?? DEADLINES.feature;
  const path = SITE.feature(declared.baseDir, name);
  const site = world.facts.scripts.get(path);
  if (site) {
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
      deadline,
      waitsFor: `feature ${name} in ${guest.id}`,
    };
    return { record, hash, operations: [run, recordOperation(guest, record, hash)], problems: [] };
  }
  const builtIn = builtInFeature(name, declared);
  if (!builtIn)
    return {
      record,
      hash,
      operations: [],
      problems: [
        {
          message: `cannot install feature ${name} in ${guest.id}: ${path} does not exist`,
          hint: `write that script, or take "${name}" out of the features of ${guest.id}`,
        },
      ],
    };
  const run: Operation = {
    id: `feature ${name}`,
    doing: `install feature ${name} in ${guest.id}`,
    cause: `feature ${name}, built in`,
    run: ['pct', 'exec', `${guest.id}`, '--', 'sh', '-s', '--', record, hash, ...builtIn.args],
    input: builtIn.script,
    effect: 'change',
    deadline,
    waitsFor: `feature ${name} in ${guest.id}`,
  };
  return { record, hash, operations: [run], problems: [] };
}

/** Notes in the guest that something was done. */
export function recordOperation(guest: LxcGuest, record: string, hash: string): Operation {
  return {
    id: `remember ${record}`,
    doing: `note in ${guest.id} that ${record} is done`,
    cause: `remember ${record.replace('.', ' ')} in the guest`,
    run: ['pct', 'exec', `${guest.id}`, '--', 'sh', '-s', '--', record, hash],
    input: RECORD,
    effect: 'change',
    deadline: DEADLINES.push,
  };
}

/** The operations of a step, each left out when the guest says that the step is done. */
export function guarded(
  guest: LxcGuest,
  step: ProvisionStep,
  predicted: Guard['predicted'],
): Operation[] {
  const guard: Guard = { guest: guest.id, record: step.record, hash: step.hash, predicted };
  return step.operations.map((operation) => ({ ...operation, guard }));
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
