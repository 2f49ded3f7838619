import { recorded } from '../../look/made-once.ts';
import type { Declaration, Look } from '../../setup/step.ts';

/** A file of the site, and where the host has it. */
export interface SiteFile {
  readonly name: string;
  readonly text: string;
  readonly target: string;
  /** As the host has it. */
  readonly there: string | undefined;
}

/** What the step looks at. */
export interface AppArmorFacts {
  readonly profiles: readonly (SiteFile & {
    /** Hash of the text that was loaded last. */
    readonly loadedHash: string | undefined;
  })[];
  readonly tunables: readonly SiteFile[];
  /** Names of loaded profiles; undefined where the kernel does not tell. */
  readonly loaded: ReadonlySet<string> | undefined;
  /** Hash of the tunables with which the profiles were loaded last. */
  readonly tunedHash: string | undefined;
}

const PROFILES = '/etc/apparmor.d';

/** Fragments that tunables/home includes. */
const TUNABLES = `${PROFILES}/tunables/home.d`;

/** Names of the site's own files; the directory need not be there. */
export function siteFiles(host: Pick<Look, 'list' | 'info'>, directory: string): readonly string[] {
  return host
    .list(directory)
    .filter((name) => !name.startsWith('.') && host.info(`${directory}/${name}`)?.kind === 'file');
}

export function siteDirectory(baseDir: string): string {
  return `${baseDir}/etc/apparmor`;
}

export async function observe(
  host: Look,
  { baseDir }: Pick<Declaration, 'baseDir'>,
): Promise<AppArmorFacts> {
  const directory = siteDirectory(baseDir);
  const fileOf = (from: string, name: string, target: string): SiteFile => ({
    name,
    text: host.read(`${from}/${name}`) ?? '',
    target,
    there: host.read(target),
  });
  const tunables = siteFiles(host, `${directory}/tunables`);
  return {
    profiles: siteFiles(host, directory).map((name) => ({
      ...fileOf(directory, name, `${PROFILES}/${name}`),
      loadedHash: recorded(host, `apparmor.${name}`),
    })),
    tunables: tunables.map((name) =>
      fileOf(`${directory}/tunables`, name, `${TUNABLES}/phoenix-${name}`),
    ),
    loaded: loadedIn(host.read('/sys/kernel/security/apparmor/profiles')),
    tunedHash: recorded(host, 'apparmor_tunables'),
  };
}

function loadedIn(text: string | undefined): ReadonlySet<string> | undefined {
  if (text === undefined) return undefined;
  return new Set(text.split('\n').map((line) => line.replace(/ \(\w+\)$/, '')));
}
