import { baseDirHint } from './base-dir.ts';
import type { FileKind, LoadOptions } from './declared.ts';
import type { Findings } from './findings.ts';
import type { ReadFile } from './read-file.ts';

type Files = Record<FileKind, ReadFile>;
const outermost = { lxc: 'lxc_configs', vm: 'vms' } as const;
const ofTheWhole = ['syntax', 'encoding', 'empty-file', 'no-object', 'unreadable-file'];

/**
 * Tells of guest files that are not there, and of each that is no such file which key names it:
 * the mistake may be in that name.
 */
export function tellNamedFiles(
  paths: Record<FileKind, string>,
  files: Files,
  options: LoadOptions,
  corePaths: Readonly<Record<string, string>>,
  findings: Findings,
): void {
  const named = (['lxc', 'vm'] as const).filter(
    (kind) => options.files?.[kind] === undefined && corePaths[`${kind}_config_file`] !== undefined,
  );
  const spotOf = (kind: FileKind) =>
    ({ file: 'hypervisor', path: ['core_paths', `${kind}_config_file`] }) as const;
  for (const kind of named) tellWhoNames(kind, files);
  if (files.lxc.missing && files.vm.missing) {
    findings.error(
      'missing-file',
      named[0] && spotOf(named[0]),
      `neither ${paths.lxc} nor ${paths.vm} exists: no guest is declared`,
      { hint: baseDirHint(options.baseDir) },
    );
    return;
  }
  for (const kind of ['lxc', 'vm'] as const) {
    if (!files[kind].missing) continue;
    if (options.files?.[kind] !== undefined) {
      findings.error('missing-file', undefined, `${paths[kind]} does not exist`, {
        hint: 'correct --config, or put the file there',
      });
    } else if (named.includes(kind)) {
      const key = `core_paths.${kind}_config_file`;
      findings.error('missing-file', spotOf(kind), `${key}: ${paths[kind]} does not exist`, {
        hint: `put the file there, or correct ${key}, or take it out`,
      });
    }
  }
}

/** Adds the place of the key to what is wrong with the file as a whole. */
function tellWhoNames(kind: 'lxc' | 'vm', files: Files): void {
  const { data, findings } = files[kind];
  const isOther = data !== undefined && !Object.hasOwn(data, outermost[kind]);
  for (const one of findings.list) {
    if (!ofTheWhole.includes(one.code) && !(isOther && one.code === 'missing-key')) continue;
    const where = files.hypervisor.document?.value(['core_paths', `${kind}_config_file`]);
    if (where === undefined) return;
    const place = `${where.file}:${where.line}:${where.column}`;
    const named = `the file is named by core_paths.${kind}_config_file, ${place}`;
    one.hint = one.hint === undefined ? named : `${one.hint}; ${named}`;
  }
}
