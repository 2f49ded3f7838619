import { imageName } from '@phoenix/shared-config';
import {
  besideScript,
  builtInStep,
  contentHash,
  DEADLINES,
  featureRecord,
  lineEndProblems,
  missingFeature,
  type PushedFile,
  pushedScriptOperations,
  recordOperation,
  SITE as SHARED,
} from '@phoenix/shared-runtime/guests';
import { SITE } from '../paths.ts';
import { contextFile } from './context-file.ts';
import type { PlanInput, ProvisionStep } from './types.ts';

/** The features of a VM in their order: a script of the site before what Phoenix brings itself. */
export function featureSteps(input: PlanInput): ProvisionStep[] {
  return input.guest.features.map((name) => featureStep(input, name));
}

/**
 * What a template remembers of where it came from. A template starts for it once, so that the
 * agent and the packages that cloud-init installs are in every clone.
 */
export function originSteps(input: PlanInput): ProvisionStep[] {
  const { guest } = input;
  if (!guest.is_template || !guest.agent) return [];
  const record = 'image';
  const origin = guest.template_image ?? `${guest.clone_from_vmid}`;
  const hash = contentHash(`${guest.id}`, imageName(origin), guest.sha256 ?? '', ...guest.packages);
  return [{ record, hash, operations: [recordOperation(input, record, hash)], problems: [] }];
}

function featureStep(input: PlanInput, name: string): ProvisionStep {
  const { guest, declared, world } = input;
  const { scripts } = world.facts;
  const path = SITE.feature(declared.baseDir, name);
  const site = scripts.get(path);
  if (!site) return builtInStep(input, name) ?? missingFeature(input, name, path);
  const record = featureRecord(name);
  const hash = contentHash(site.hash);
  const context = contextFile(guest);
  const common = SHARED.common(declared.baseDir);
  const commonFact = scripts.get(common);
  const files: PushedFile[] = [
    { source: path, destination: besideScript(path), hash: site.hash, mode: '0700' },
    context.file,
    ...(commonFact === undefined
      ? []
      : [
          {
            source: common,
            destination: besideScript(common),
            hash: commonFact.hash,
            mode: '0600',
          },
        ]),
  ];
  const run = pushedScriptOperations(input, {
    id: `feature ${name}`,
    title: `feature ${name}, by the site's script`,
    name: path.split('/').at(-1) ?? name,
    record,
    hash,
    files,
    deadline: guest.timeouts.feature ?? DEADLINES.feature,
  });
  const operations = [context.write, ...run];
  return { record, hash, operations, problems: lineEndProblems(input, path) };
}
