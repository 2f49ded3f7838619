import type { FileKind, LoadOptions } from './declared.ts';

/** Where a site's files have always been; what configurations name below it moves with them. */
const usualBaseDir = '/usr/local/phoenix_hypervisor';

const names: Record<FileKind, string> = {
  hypervisor: 'phoenix_hypervisor_config.json',
  lxc: 'phoenix_lxc_configs.json',
  vm: 'phoenix_vm_configs.json',
};

/** The hypervisor file: given, or in the base directory. */
export function hypervisorFile({ baseDir, files }: Pick<LoadOptions, 'baseDir' | 'files'>): string {
  return files?.hypervisor ?? `${trimmed(baseDir)}/etc/${names.hypervisor}`;
}

/**
 * A guest file: given, or named by `core_paths`, or in the base directory. A named path below the
 * usual base directory moves along when another base directory is in use.
 */
export function guestFile(
  kind: 'lxc' | 'vm',
  { baseDir, files }: LoadOptions,
  corePaths: Readonly<Record<string, string>>,
): string {
  const given = files?.[kind];
  if (given !== undefined) return given;
  const named = corePaths[`${kind}_config_file`];
  const base = trimmed(baseDir);
  if (named === undefined) return `${base}/etc/${names[kind]}`;
  if (!named.startsWith('/')) return `${base}/${named}`;
  const below = `${usualBaseDir}/`;
  return named.startsWith(below) ? `${base}/${named.slice(below.length)}` : named;
}

function trimmed(dir: string): string {
  return dir.replace(/(?<=.)\/+$/, '');
}
