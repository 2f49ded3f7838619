import type { ConfigReader, LoadOptions } from './declared.ts';
import type { Diagnostic } from './diagnostic.ts';
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

/** How a base directory is named, for hints: the one above where etc itself was named. */
export function baseDirHint(baseDir: string): string {
  const above = /^(.+)\/etc\/*$/.exec(baseDir)?.[1];
  return above === undefined
    ? 'name the base directory with --base-dir or PHOENIX_BASE_DIR'
    : `leave off /etc: --base-dir ${above} (or PHOENIX_BASE_DIR)`;
}

/** The most that Linux takes: bytes of a name, and of a path with what is looked for below it. */
const LONGEST = { name: 255, path: 3500 } as const;

/** What is wrong with a base directory below which nothing can lie: another thing of its name, or its length. */
export function noBaseDir({
  baseDir,
  reader,
}: Pick<LoadOptions, 'baseDir' | 'reader'>): Diagnostic | undefined {
  const long = tooLong(baseDir);
  if (long !== undefined) return cannotBe(`${baseDir.slice(0, 60)}...`, long);
  if (reader.exists(`${baseDir}/etc`)) return undefined;
  const parts = baseDir.split('/');
  const above = parts.map((_, depth) => parts.slice(0, depth + 1).join('/')).slice(1);
  const file = above.find((path) => reader.exists(path) && !reader.exists(`${path}/.`));
  return file === undefined
    ? undefined
    : cannotBe(baseDir, file === baseDir ? 'it is no directory' : `${file} is no directory`);
}

function tooLong(baseDir: string): string | undefined {
  const bytes = (text: string) => new TextEncoder().encode(text).length;
  if (baseDir.split('/').some((name) => bytes(name) > LONGEST.name))
    return `a name of more than ${LONGEST.name} bytes is in it`;
  return bytes(baseDir) > LONGEST.path ? `it has more than ${LONGEST.path} bytes` : undefined;
}

function cannotBe(baseDir: string, why: string): Diagnostic {
  return {
    severity: 'error',
    code: 'no-directory',
    message: `cannot find the configuration below ${baseDir}: ${why}`,
    hint: `name the directory that holds etc/ with --base-dir or PHOENIX_BASE_DIR: --base-dir ${baseDirs[0]}`,
  };
}
