import type { Operation, PlanProblem } from '@phoenix/shared-runtime';
import type { StepDraft } from '../../setup/step.ts';
import type { ApparmorFacts, SiteFile } from './observe.ts';
import { profilesIn } from './profiles-in.ts';
import { tunableOperations, tunableProblems } from './tunables.ts';

const DEADLINE = 60;

/** Plans the profiles of the site: on the host as they are, and in the kernel. */
export function plan(_: unknown, facts: ApparmorFacts): StepDraft {
  const { profiles, loaded, lacking } = facts;
  const names = profiles.flatMap(({ text }) => profilesIn(text));
  return {
    operations: [
      ...tunableOperations(facts),
      ...profiles.flatMap((file) => profileOperations(file, loaded)),
    ],
    notes: [
      ...(loaded === undefined
        ? [
            'AppArmor is off in this kernel: the profiles are only written, and take effect once it is on',
          ]
        : []),
      ...[...lacking]
        .filter(([name]) => !names.includes(name) && loaded?.has(name) !== true)
        .map(
          ([name, ids]) =>
            `containers ${ids.join(', ')} name the profile ${name}, which neither the host nor the site has`,
        ),
    ],
    problems: [...tunableProblems(facts), ...twins(profiles)],
  };
}

/**
 * The kernel gets a profile from the site's own file before /etc/apparmor.d does: a run that is killed
 * between the two finds the file still different, and does both again.
 */
function profileOperations(
  { name, source, text, target, there }: SiteFile,
  loaded: ReadonlySet<string> | undefined,
): Operation[] {
  const isDifferent = text !== there;
  const fileCause =
    there === undefined ? `${target} is not there` : `${target} differs from the site's`;
  const missing = profilesIn(text).filter((profile) => loaded?.has(profile) !== true);
  const causes = [
    ...(isDifferent ? [fileCause] : []),
    ...missing.map((profile) => `profile ${profile} is not loaded`),
  ];
  const load: Operation = {
    id: `load ${name}`,
    doing: `load the AppArmor profiles of ${name}`,
    cause: causes.join('; '),
    run: ['apparmor_parser', '-r', source],
    effect: 'change',
    deadline: DEADLINE,
    hint: `correct ${source}: apparmor_parser -Q -K ${source} shows what is wrong`,
  };
  const write: Operation = {
    id: `profile ${name}`,
    doing: `write the AppArmor profiles of ${name}`,
    cause: fileCause,
    write: target,
    content: text,
    verify: ['apparmor_parser', '--skip-kernel-load', '--skip-cache', '{}'],
    keep: true,
  };
  return [
    ...(loaded === undefined || causes.length === 0 ? [] : [load]),
    ...(isDifferent ? [write] : []),
  ];
}

/** Of two files with a profile of the same name the kernel has the one that was loaded last. */
function twins(profiles: readonly SiteFile[]): PlanProblem[] {
  const owners = new Map<string, string>();
  return profiles.flatMap(({ source, text }) =>
    profilesIn(text).flatMap((name) => {
      const other = owners.get(name);
      owners.set(name, source);
      if (other === undefined) return [];
      return [
        {
          message: `cannot load profile ${name}: both ${other} and ${source} have it`,
          hint: 'leave it in one of the two',
        },
      ];
    }),
  );
}
