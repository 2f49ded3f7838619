import type { Operation } from '@phoenix/shared-runtime';
import { andRecord, contentHash } from '../../look/made-once.ts';
import type { StepDraft } from '../../setup/step.ts';
import type { AppArmorFacts, SiteFile } from './observe.ts';

/** Reads a profile as for the kernel, and loads nothing. */
const JUDGE = [
  'apparmor_parser',
  '--skip-kernel-load',
  '--skip-cache',
  '--skip-read-cache',
  '{}',
] as const;

/** Plans the profiles of the site and what they are tuned with; those of others stay. */
export function plan(_declaration: unknown, facts: AppArmorFacts): StepDraft {
  return {
    operations: [
      ...tunableOperations(facts),
      ...facts.profiles.flatMap((one) => profileOperations(one, facts)),
    ],
  };
}

function tunableOperations({ tunables, tunedHash }: AppArmorFacts): Operation[] {
  if (tunables.length === 0) return [];
  const hash = contentHash(...tunables.map(({ text }) => text));
  const writes = tunables.filter(({ text, there }) => text !== there).map((one) => writing(one));
  if (writes.length === 0 && hash === tunedHash) return [];
  const reload: Operation = {
    id: 'reload',
    doing: 'load the profiles again',
    cause: 'what they are tuned with has changed',
    run: ['systemctl', 'reload', 'apparmor'],
    effect: 'change',
    deadline: 300,
  };
  return [...writes, ...andRecord('apparmor_tunables', hash, [reload])];
}

function profileOperations(
  file: AppArmorFacts['profiles'][number],
  { loaded }: AppArmorFacts,
): Operation[] {
  const { name, text, there, target, loadedHash } = file;
  const hash = contentHash(text);
  const missing = loaded === undefined ? [] : profilesIn(text).filter((one) => !loaded.has(one));
  const write = text === there ? [] : [{ ...writing(file), verify: JUDGE }];
  if (write.length === 0 && hash === loadedHash && missing.length === 0) return [];
  const load: Operation = {
    id: `load ${name}`,
    doing: `load the profile ${name}`,
    cause: missing.length === 0 ? `${name} has changed` : `${missing.join(', ')} not loaded`,
    run: ['apparmor_parser', '--replace', target],
    effect: 'change',
    deadline: 120,
  };
  return [...write, ...andRecord(`apparmor.${name}`, hash, [load])];
}

function writing({ name, target, text, there }: SiteFile) {
  return {
    id: `write ${name}`,
    doing: `write ${target}`,
    cause:
      there === undefined ? `${target} is not there` : `${target} differs from that of the site`,
    write: target,
    content: text,
    keep: true,
  } as const;
}

/** Names of the profiles that a file defines on its outermost level. */
export function profilesIn(text: string): string[] {
  return [...text.matchAll(/^profile\s+(?:"([^"]+)"|(\S+))/gm)].flatMap(
    ([, quoted, plain]) => quoted ?? plain ?? [],
  );
}
