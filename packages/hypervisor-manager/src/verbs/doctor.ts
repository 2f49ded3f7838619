import { EXIT, PhoenixError } from '@phoenix/shared-runtime';
import type { VerbContext, VerbDefinition } from '@phoenix/shared-runtime/frame';
import { CHECK_COUNT, diagnose } from '../doctor/diagnose.ts';
import { observe } from '../doctor/observe.ts';
import { findingsText, findingsToJson } from '../doctor/show.ts';
import type { Declaration, StepDraft } from '../setup/step.ts';
import { nvidia } from '../steps/nvidia/index.ts';
import { vfio } from '../steps/vfio/index.ts';

export const doctor: VerbDefinition = {
  summary: 'look for what is not well with the host, and say what to type about it',
  description: [
    'Storages, templates, bridges, GPUs, locks, half-made guests, scripts, services, packages and more',
    'are compared with what is declared. Nothing is changed and no lock is taken. Exit 1 when there',
    'are errors, 0 when all is well or there are only warnings.',
  ],
  examples: [
    ['doctor', 'what is not well, errors first'],
    ['doctor --json', 'for programs'],
  ],
  ids: 'none',
  effect: 'look',
  takesInvalid: true,
  run: runDoctor,
};

async function runDoctor(context: VerbContext): Promise<number> {
  const { declared, flags, host, out } = context;
  const facts = await observe(host, declared, {
    isRoot: process.getuid?.() === 0,
    restarts: await restartReasons(context),
  });
  const findings = diagnose(facts);
  out.result(
    flags.json
      ? `${JSON.stringify(findingsToJson(findings, CHECK_COUNT))}\n`
      : findingsText(findings, CHECK_COUNT, out.paint),
  );
  return findings.some(({ severity }) => severity === 'error') ? EXIT.failed : EXIT.done;
}

/** What packages, and the steps of setup that need one, say of a restart. */
async function restartReasons({ declared, host }: VerbContext): Promise<string[]> {
  const { baseDir, hypervisor: config } = declared;
  const options = { wipe: [], upgrade: false };
  const declaration: Declaration = { config, declared, baseDir, options, packages: [] };
  const reasons = host.exists('/run/reboot-required') ? ['packages were brought up to date'] : [];
  for (const step of [vfio, nvidia]) {
    if (!step.isDeclared(declaration, host)) continue;
    const restart = await restartOf(() => step.draft(declaration, host));
    if (restart !== undefined) reasons.push(restart);
  }
  return reasons;
}

/** Why a step that has nothing left to do needs a restart; what it cannot look at says nothing. */
async function restartOf(draft: () => Promise<StepDraft>): Promise<string | undefined> {
  try {
    const { operations, restart } = await draft();
    return operations.length === 0 ? restart : undefined;
  } catch (error) {
    if (!(error instanceof PhoenixError)) throw error;
    return undefined;
  }
}
