/** Where profiles are. */
export const PROFILES = '/etc/apparmor.d';

/** Name of the note with which tunables the profiles were loaded last. */
export const TUNED = 'apparmor_tunables';

const TUNABLES = `${PROFILES}/tunables`;
const OURS = 'phoenix-';

/** Directories of fragments that the tunables of Debian include, with the variables that belong there. */
const FRAGMENTS: readonly (readonly [directory: string, variables: RegExp])[] = [
  [`${TUNABLES}/multiarch.d`, /^@\{multiarch\}/m],
  [`${TUNABLES}/xdg-user-dirs.d`, /^@\{XDG_/m],
  [`${TUNABLES}/home.d`, /^/],
];

/** Where a file of tunables of the site goes: a fragment of its own, never a file of Debian's. */
export function tunablesPath(name: string, text: string): string {
  const directory = FRAGMENTS.find(([, variables]) => variables.test(text))?.[0];
  return `${directory ?? `${TUNABLES}/home.d`}/${OURS}${name}`;
}

/** Directories that fragments of ours may be in. */
export const FRAGMENT_DIRECTORIES = FRAGMENTS.map(([directory]) => directory);

/** Whether a fragment of that name is ours. */
export function isOurs(name: string): boolean {
  return name.startsWith(OURS);
}

/** Where the profiles of the site are. */
export function siteDirectory(baseDir: string): string {
  return `${baseDir}/etc/apparmor`;
}

/** Files that editors and packages leave beside others, as AppArmor itself passes over them. */
export function isPassedOver(name: string): boolean {
  return /^\.|~$|\.(?:dpkg-\w+|rpm\w+|orig|rej|bak|swp)$|^README/.test(name);
}
