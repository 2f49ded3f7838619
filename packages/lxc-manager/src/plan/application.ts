import type { PlanProblem } from '@phoenix/shared-runtime';
import {
  besideScript,
  SITE as COMMON_SITE,
  contentHash,
  DEADLINES,
  INSIDE,
  lineEndProblems,
  type ProvisionStep,
  type PushedFile,
  pushedScriptOperations,
} from '@phoenix/shared-runtime/guests';
import { SITE } from '../paths.ts';
import type { PlanInput } from './types.ts';

/** Files of an application script; of those that count another content means that it runs again. */
interface ApplicationFiles {
  readonly counting: readonly PushedFile[];
  readonly beside: readonly PushedFile[];
  readonly problems: readonly PlanProblem[];
}

/**
 * Pushes the application script with its files into the guest and runs it there. Besides the
 * declared files it finds what scripts of old expect beside it: the site's common functions and
 * the container configuration.
 */
export function applicationStep(input: PlanInput): ProvisionStep | undefined {
  const { guest } = input;
  const script = guest.application_script;
  if (script === undefined) return undefined;
  const { counting, beside, problems } = applicationFiles(input, script);
  const record = 'application';
  const hash = contentHash(script, ...counting.map((file) => file.hash));
  if (problems.length > 0) return { record, hash, operations: [], problems };
  const name = script.split('/').at(-1) ?? script;
  const operations = pushedScriptOperations(input, {
    id: 'application',
    title: `application script ${name}`,
    name,
    record,
    hash,
    files: [...counting, ...beside],
    deadline: guest.timeouts.application ?? DEADLINES.application,
  });
  return { record, hash, operations, problems };
}

function applicationFiles(input: PlanInput, script: string): ApplicationFiles {
  const { guest, declared, world } = input;
  const base = declared.baseDir;
  const problems: PlanProblem[] = [];
  const file = (source: string, destination: string, mode: string): PushedFile[] => {
    const fact = world.facts.scripts.get(source);
    return fact ? [{ source, destination, hash: fact.hash, mode }] : [];
  };
  const path = SITE.application(base, script);
  problems.push(...lineEndProblems(input, path));
  const main = file(path, besideScript(script), '0700');
  if (main.length === 0)
    problems.push({
      message: `cannot run the application script of ${guest.id}: ${path} does not exist`,
      hint: `write that script, or take application_script out of ${guest.id}`,
    });
  const declaredFiles = guest.application_files.flatMap((one) => {
    const source = one.source.startsWith('/') ? one.source : `${base}/${one.source}`;
    const destination = one.destination.startsWith('/')
      ? one.destination
      : `${INSIDE.run}/${one.destination}`;
    const found = file(source, destination, '0600');
    if (found.length === 0)
      problems.push({
        message: `cannot run the application script of ${guest.id}: its file ${source} does not exist`,
        hint: `put the file there, or take it out of application_files of ${guest.id}`,
      });
    return found;
  });
  const beside = [COMMON_SITE.common(base), declared.files.lxc].flatMap((source) =>
    file(source, besideScript(source), '0600'),
  );
  return { counting: [...main, ...declaredFiles], beside, problems };
}
