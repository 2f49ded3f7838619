import type { ConfigReader } from './declared.ts';
import { hypervisorFile } from './files.ts';

/**
 * Where a site's files may lie, the first first: below /usr/local as it always was, or where the
 * Debian package puts a starting configuration.
 */
export const baseDirs = ['/usr/local/phoenix_hypervisor', '/etc/phoenix'] as const;

/** What help texts say of the base directory: lines of at most 90 columns. */
export const baseDirHelp: readonly string[] = [
  'What the site declares is in etc/, its scripts in bin/, of the first that is named: --base-dir,',
  `PHOENIX_BASE_DIR; else of the first of ${baseDirs.join(' and ')}`,
  'that has etc/phoenix_hypervisor_config.json.',
];

/**
 * The base directory where none is named: the first of `baseDirs` that holds the hypervisor file;
 * the very first, for messages to speak of, when none does.
 */
export function findBaseDir(reader: Pick<ConfigReader, 'exists'>): string {
  const holds = (baseDir: string) => reader.exists(hypervisorFile({ baseDir }));
  return baseDirs.find(holds) ?? baseDirs[0];
}
