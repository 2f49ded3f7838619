import { requireProxmox } from '@phoenix/shared-runtime';
import type { VerbContext } from '@phoenix/shared-runtime/frame';
import { steps as builtIn } from '../steps/index.ts';
import { chooseSteps } from './choose-steps.ts';
import { type StepPlan, stepPlan } from './host-plan.ts';
import { withScripts } from './site-scripts.ts';
import type { Declaration, SetupStep } from './step.ts';

/** What a run of setup is about: its steps, and what they plan from. */
export interface Survey {
  readonly declaration: Declaration;
  /** The steps for which something is declared, in their order. */
  readonly steps: readonly SetupStep[];
}

/**
 * The steps that the command line chooses among those that have something to do with the host. Throws (exit 69) where
 * that is no Proxmox host.
 */
export function surveyOf(
  { declared, flags, host }: VerbContext,
  wipe: readonly string[] = [],
): Survey {
  requireProxmox(host, 'pvesm');
  const { hypervisor: config, baseDir } = declared;
  const { own } = flags;
  const options = { wipe, upgrade: own.upgrade !== undefined };
  const bare: Declaration = { config, declared, baseDir, options, packages: [] };
  const all = withScripts(builtIn, config.hypervisor_setup.scripts);
  const { only, skip } = own;
  const chosen = chooseSteps(
    all,
    { ...(only !== undefined && { only }), ...(skip !== undefined && { skip }) },
    config.hypervisor_setup.skip,
  );
  const active = chosen.filter((step) => step.name === 'packages' || step.isDeclared(bare, host));
  // A step that was only taken along brings what others need, and nothing of its own.
  const asking = active.filter(({ name }) => name !== 'packages' || isNamed(name, only));
  const packages = [...new Set(asking.flatMap((step) => step.packages(bare)))];
  const declaration = { ...bare, packages };
  return { declaration, steps: active.filter((step) => step.isDeclared(declaration, host)) };
}

function isNamed(step: string, only: string | undefined): boolean {
  return only === undefined || only.split(',').some((name) => name.trim() === step);
}

/** The plans of all steps, from one look at the host. */
export async function planHost(
  { declaration, steps }: Survey,
  host: VerbContext['host'],
): Promise<StepPlan[]> {
  return await Promise.all(
    steps.map(async (step) => stepPlan(step, await step.draft(declaration, host))),
  );
}
