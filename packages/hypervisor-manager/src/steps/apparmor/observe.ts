import { recorded } from '../../look/made-once.ts';
import { profilePlaces } from '../../look/profile-places.ts';
import type { Declaration, Look } from '../../setup/step.ts';
import {
  FRAGMENT_DIRECTORIES,
  isOurs,
  isPassedOver,
  PROFILES,
  siteDirectory,
  TUNED,
  tunablesPath,
} from './paths.ts';

/** A file of the site, and what the host has in its place. */
export interface SiteFile {
  readonly name: string;
  /** Where it is in the site's directory. */
  readonly source: string;
  readonly text: string;
  /** Where it goes. */
  readonly target: string;
  /** Text of the file that is there. */
  readonly there: string | undefined;
}

/** What the step looks at. */
export interface ApparmorFacts {
  readonly profiles: readonly SiteFile[];
  readonly tunables: readonly SiteFile[];
  /** Fragments of ours on the host. */
  readonly fragments: readonly string[];
  /** Names of the profiles that the kernel has; undefined where AppArmor is off. */
  readonly loaded: ReadonlySet<string> | undefined;
  /** Hash of the tunables with which the profiles were loaded last. */
  readonly tunedHash: string | undefined;
  /** Containers by a profile of theirs that no file on the host or of the site has the name of. */
  readonly lacking: ReadonlyMap<string, readonly number[]>;
}

export async function observe(
  host: Look,
  { baseDir, declared }: Pick<Declaration, 'baseDir' | 'declared'>,
): Promise<ApparmorFacts> {
  const site = siteDirectory(baseDir);
  return {
    profiles: filesIn(host, site, (name) => `${PROFILES}/${name}`),
    tunables: filesIn(host, `${site}/tunables`, tunablesPath),
    fragments: ourFragments(host),
    loaded: loadedProfiles(host),
    tunedHash: recorded(host, TUNED),
    lacking: lackingProfiles(host, { baseDir, declared }),
  };
}

/** Whether the site has any, or the host has fragments of ours. */
export function hasProfiles(host: Pick<Look, 'list' | 'info'>, baseDir: string): boolean {
  const site = siteDirectory(baseDir);
  const directories = [site, `${site}/tunables`];
  return (
    directories.some((directory) => namesIn(host, directory).length > 0) ||
    ourFragments(host).length > 0
  );
}

function namesIn(host: Pick<Look, 'list' | 'info'>, directory: string): string[] {
  return host
    .list(directory)
    .filter(
      (name) => !isPassedOver(name) && host.info(`${directory}/${name}`)?.kind !== 'directory',
    );
}

function filesIn(
  host: Look,
  directory: string,
  target: (name: string, text: string) => string,
): SiteFile[] {
  return namesIn(host, directory).map((name) => {
    const source = `${directory}/${name}`;
    const text = host.read(source) ?? '';
    const path = target(name, text);
    return { name, source, text, target: path, there: host.read(path) };
  });
}

function ourFragments(host: Pick<Look, 'list'>): string[] {
  return FRAGMENT_DIRECTORIES.flatMap((directory) =>
    host
      .list(directory)
      .filter(isOurs)
      .map((name) => `${directory}/${name}`),
  );
}

/** The kernel's own list, `NAME (enforce)` a line. */
function loadedProfiles(host: Look): ReadonlySet<string> | undefined {
  const text = host.read('/sys/kernel/security/apparmor/profiles');
  return text === undefined
    ? undefined
    : new Set(text.split('\n').map((line) => line.replace(/ \([\w ]+\)$/, '')));
}

function lackingProfiles(
  host: Look,
  { baseDir, declared }: Pick<Declaration, 'baseDir' | 'declared'>,
): Map<string, number[]> {
  const lacking = new Map<string, number[]>();
  for (const { id, apparmor_profile: profile } of declared.lxc.values()) {
    const places = profilePlaces(baseDir, profile);
    if (profile === undefined || places.length === 0 || places.some((path) => host.exists(path)))
      continue;
    lacking.set(profile, [...(lacking.get(profile) ?? []), id]);
  }
  return lacking;
}
