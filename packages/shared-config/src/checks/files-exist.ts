import type { TestEntry } from '../common-types.ts';
import type { Spot } from '../findings.ts';
import {
  applicationScriptPath,
  builtInFeatures,
  featureScriptPath,
  healthScriptPath,
  profilePath,
  sourcePath,
  testPath,
} from '../locations.ts';
import type { LxcGuest } from '../lxc-guest.ts';
import type { Draft } from '../normalise/draft.ts';
import { didYouMean } from '../suggest.ts';
import type { Member, World } from './world.ts';

interface Use {
  path: string;
  code: string;
  what: string;
  spot: Spot;
  guest?: number;
  /** What to do about it, where that is not the usual. */
  hint?: () => string;
}

/**
 * Scripts and other files that are named but not there. Warnings, because a configuration may be
 * looked at on another machine; who runs them makes errors of them.
 */
export function checkFilesExist(world: World): void {
  const uses = usesOf(world);
  const missing = new Map<string, [Use, ...Use[]]>();
  const known = new Map<string, boolean>();
  for (const use of uses) {
    const there = known.get(use.path) ?? world.reader.exists(use.path);
    known.set(use.path, there);
    if (there) continue;
    const others = missing.get(use.path);
    if (others === undefined) missing.set(use.path, [use]);
    else others.push(use);
  }
  for (const [path, all] of missing) {
    const [first] = all;
    const guests = [...new Set(all.flatMap(({ guest }) => (guest === undefined ? [] : [guest])))];
    const who =
      guests.length === 0
        ? 'the host'
        : `guest${guests.length > 1 ? 's' : ''} ${guests.join(', ')}`;
    world.findings.warning(first.code, first.spot, `${who}: ${first.what} ${path} does not exist`, {
      hint: first.hint?.() ?? 'put it there, or take it out of the configuration',
      guests,
    });
  }
}

/** Paths of all files whose content is run, or loaded into the kernel. */
export function scriptsNamed(world: World): string[] {
  const isRun = ({ code }: Use) => /^missing-(?:script|test|profile)$/.test(code);
  return usesOf(world)
    .filter(isRun)
    .map(({ path }) => path);
}

function usesOf(world: World): Use[] {
  return [
    ...world.members.flatMap((one) => (one.kind === 'lxc' ? lxcUses(one, world) : [])),
    ...world.members.flatMap((one) => guestUses(one, world)),
    ...hostUses(world),
  ];
}

function lxcUses(member: Member, { baseDir }: World): Use[] {
  const draft = member.draft as Draft<LxcGuest>;
  const guest = member.id;
  const uses: Use[] = [];
  const add = (path: string, code: string, what: string, ...place: (string | number)[]) =>
    uses.push({ path, code, what, spot: member.spot(...place), guest });
  if (draft.template?.startsWith('/') && draft.clone_from_ctid === undefined) {
    uses.push({
      path: draft.template,
      code: 'missing-template',
      what: 'template',
      spot: member.spot('template'),
      guest,
      hint: () => 'it is downloaded when Proxmox offers one of that name; else put it there',
    });
  }
  if (draft.application_script !== undefined) {
    const path = applicationScriptPath(baseDir, draft.application_script);
    add(path, 'missing-script', 'application script', 'application_script');
  }
  for (const [index, { source }] of (draft.application_files ?? []).entries()) {
    add(sourcePath(baseDir, source), 'missing-file', 'file', 'application_files', index);
  }
  for (const [index, { script }] of (draft.health_checks ?? []).entries()) {
    const path = healthScriptPath(baseDir, script);
    add(path, 'missing-script', 'health script', 'health_checks', index, 'script');
  }
  for (const [suite, script] of Object.entries(draft.integration_tests ?? {})) {
    add(testPath(baseDir, script), 'missing-test', 'test', 'integration_tests', suite);
  }
  const profile = profilePath(baseDir, draft.apparmor_profile);
  if (profile !== undefined)
    add(profile, 'missing-profile', 'AppArmor profile', 'apparmor_profile');
  return uses;
}

function guestUses(member: Member, world: World): Use[] {
  const features = (member.draft.features ?? []).flatMap((feature): Use[] =>
    builtInFeatures[member.kind].has(feature)
      ? []
      : [
          {
            path: featureScriptPath(world.baseDir, member.kind, feature),
            code: 'missing-script',
            what: `script of feature ${feature}`,
            spot: member.itemSpot('features', feature),
            guest: member.id,
            ...(member.kind === 'lxc' ? { hint: () => featureHint(feature, world) } : {}),
          },
        ],
  );
  const tests = testUses(member.draft.tests ?? {}, world, (...path) => member.spot(...path));
  return [...features, ...tests.map((use) => ({ ...use, guest: member.id }))];
}

/** Names what was probably meant: a built-in feature, or one with a script that others have. */
function featureHint(feature: string, { lxc, baseDir, reader }: World): string {
  const builtIn = [...builtInFeatures.lxc];
  const others = new Set(lxc.flatMap(({ draft }) => draft.features ?? []));
  const near = [...builtIn, ...others].filter((one) => one !== feature);
  const meant = didYouMean(
    feature,
    near.filter(
      (one) => builtIn.includes(one) || reader.exists(featureScriptPath(baseDir, 'lxc', one)),
    ),
  );
  const known = `built in are ${builtIn.join(', ')}; all others are scripts of yours`;
  return meant === undefined
    ? `${known}: put it there, or take "${feature}" out of the features`
    : `did you mean "${meant}"? ${known}`;
}

function hostUses(world: World): Use[] {
  const spot = (...path: (string | number)[]): Spot => ({ file: 'hypervisor', path });
  return testUses(world.hypervisor.tests, world, spot);
}

function testUses(
  tests: Record<string, TestEntry[]>,
  { baseDir }: World,
  spot: (...path: (string | number)[]) => Spot,
): Use[] {
  return Object.entries(tests).flatMap(([suite, entries]) =>
    entries.flatMap((entry, index) => [
      {
        path: testPath(baseDir, entry.path),
        code: 'missing-test',
        what: 'test',
        spot: spot('tests', suite, index, 'path'),
      },
    ]),
  );
}
