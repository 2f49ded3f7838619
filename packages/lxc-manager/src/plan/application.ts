import type { LxcGuest } from '@phoenix/shared-config';
import type { Operation, PlanProblem } from '@phoenix/shared-runtime';
import { contentHash } from '../guest/hash.ts';
import { APPLICATION, PUSH_LOST } from '../guest/scripts.ts';
import { PATHS, SITE } from '../paths.ts';
import { DEADLINES, type PlanInput, type ProvisionStep } from './types.ts';

/** A file that goes along with the application script. */
interface PushedFile {
  readonly source: string;
  readonly destination: string;
  readonly hash: string;
  readonly mode: string;
  /** Part of what the step is: another content means that it runs again. */
  readonly counts: boolean;
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
  const { files, problems } = pushedFiles(input, script);
  const record = 'application';
  const hash = contentHash(script, ...files.filter((file) => file.counts).map((file) => file.hash));
  if (problems.length > 0) return { record, hash, operations: [], problems };
  const name = script.split('/').at(-1) ?? script;
  const exec = ['pct', 'exec', `${guest.id}`, '--'] as const;
  const operations: Operation[] = [
    {
      id: 'application directory',
      doing: `prepare the application script of ${guest.id}`,
      cause: `place for application script ${name}`,
      run: [...exec, 'mkdir', '-p', '-m', '0700', PATHS.applicationRun],
      effect: 'change',
      deadline: DEADLINES.push,
    },
    ...files.map((file) => pushOperation(guest, file)),
    {
      id: 'application',
      doing: `run application script ${name} in ${guest.id}`,
      cause: `application script ${name}`,
      run: [
        ...exec,
        'sh',
        '-s',
        '--',
        record,
        hash,
        `${guest.id}`,
        name,
        ...files.flatMap((file) => [file.destination, file.hash]),
      ],
      input: APPLICATION,
      effect: 'change',
      deadline: guest.timeouts.application ?? DEADLINES.application,
      waitsFor: `application script ${name} in ${guest.id}`,
      exits: {
        [PUSH_LOST]: `pct push to ${guest.id} exited 0 but a file is not in the guest as it was sent`,
      },
    },
  ];
  return { record, hash, operations, problems };
}

function pushedFiles(
  { guest, declared, world }: PlanInput,
  script: string,
): { files: PushedFile[]; problems: PlanProblem[] } {
  const base = declared.baseDir;
  const files: PushedFile[] = [];
  const problems: PlanProblem[] = [];
  const add = (source: string, destination: string, mode: string, counts: boolean) => {
    const fact = world.facts.scripts.get(source);
    if (fact) files.push({ source, destination, hash: fact.hash, mode, counts });
    return fact !== undefined;
  };
  const name = script.split('/').at(-1) ?? script;
  const path = SITE.application(base, script);
  if (!add(path, `${PATHS.applicationRun}/${name}`, '0700', true))
    problems.push({
      message: `cannot run the application script of ${guest.id}: ${path} does not exist`,
      hint: `write that script, or take application_script out of ${guest.id}`,
    });
  for (const file of guest.application_files) {
    const source = file.source.startsWith('/') ? file.source : `${base}/${file.source}`;
    const destination = file.destination.startsWith('/')
      ? file.destination
      : `${PATHS.applicationRun}/${file.destination}`;
    if (!add(source, destination, '0600', true))
      problems.push({
        message: `cannot run the application script of ${guest.id}: its file ${source} does not exist`,
        hint: `put the file there, or take it out of application_files of ${guest.id}`,
      });
  }
  const beside = (path: string) => `${PATHS.applicationRun}/${path.split('/').at(-1)}`;
  add(SITE.common(base), beside(SITE.common(base)), '0600', false);
  add(declared.files.lxc, beside(declared.files.lxc), '0600', false);
  return { files, problems };
}

/** One file into the guest; whether it arrived is checked by what uses it. */
export function pushOperation(
  guest: LxcGuest,
  file: { source: string; destination: string; mode: string },
): Operation {
  return {
    id: `push ${file.destination.split('/').at(-1)}`,
    doing: `push ${file.source} to ${guest.id}`,
    cause: `${file.source} into the guest`,
    run: ['pct', 'push', `${guest.id}`, file.source, file.destination, '--perms', file.mode],
    effect: 'change',
    deadline: DEADLINES.push,
    retryLocks: true,
  };
}
