import { noteChange } from '../../record/note.ts';
import { exists, isDirectory, readText, writeText } from '../../state/files.ts';
import { err, out } from '../../state/talk.ts';
import { readOptions } from '../read-options.ts';
import { fullOptions, readExports, shownOptions } from './exports-file.ts';

const ETAB = '/var/lib/nfs/etab';

/** What is exported now, as /var/lib/nfs/etab has it: path, client, options in full. */
export type Exported = { path: string; client: string; options: string[] };

/** Reads /var/lib/nfs/etab. */
export function exported(): Exported[] {
  return (readText(ETAB) ?? '').split('\n').flatMap((line) => {
    const [, path, client, options] = /^(.*)\t([^(]*)\((.*)\)$/.exec(line) ?? [];
    return path === undefined || client === undefined
      ? []
      : [{ path: unescaped(path), client, options: (options ?? '').split(',') }];
  });
}

function save(all: readonly Exported[]): void {
  writeText(
    ETAB,
    all
      .map(({ path, client, options }) => `${escaped(path)}\t${client}(${options.join(',')})\n`)
      .join(''),
  );
}

/** Blanks and the like stand as octal numbers in that file. */
function escaped(path: string): string {
  return path.replace(
    /[\s\\]/g,
    (letter) => `\\${letter.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
}

function unescaped(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
}

/** exportfs -ra, -v, -s, -u CLIENT:PATH, -o OPTIONS CLIENT:PATH. */
export function exportfs(args: readonly string[]): number {
  const { options, operands } = readOptions(args, ['o']);
  const asked = (name: string) => options.has(name);
  if (asked('u')) return unexport(operands, asked('a'));
  if (asked('a') || asked('r')) {
    noteChange();
    return exportAll(asked('r'));
  }
  if (operands.length > 0)
    return exportOne(operands, options.get('o')?.flatMap((one) => one.split(',')) ?? []);
  if (asked('s'))
    for (const one of exported()) out(`${one.path}  ${one.client}(${shownOptions(one.options)})\n`);
  else
    for (const one of exported()) {
      const shown = asked('v')
        ? `${one.client}(${shownOptions(one.options)})`
        : one.client === '*'
          ? '<world>'
          : one.client;
      out(
        one.path.length > 14 ? `${one.path}\n\t\t${shown}\n` : `${one.path.padEnd(14)}\t${shown}\n`,
      );
    }
  return 0;
}

/** Exports what the files say. @returns 1 when something in them is wrong; the rest is exported */
export function exportAll(replaces = true): number {
  const { exports, errors } = readExports();
  for (const { message } of errors) err(`exportfs: ${message}\n`);
  if (errors.length > 0) return 1;
  let code = 0;
  const all = replaces ? [] : exported();
  for (const { path, client, options, file, line } of exports) {
    if (!options.some((one) => one.endsWith('subtree_check'))) {
      err(
        `exportfs: ${file} [${line}]: Neither 'subtree_check' or 'no_subtree_check' specified for export "${client}:${path}".\n` +
          "  Assuming default behaviour ('no_subtree_check').\n  NOTE: this default has changed since nfs-utils version 1.0.x\n\n",
      );
    }
    if (!isThere(path)) code = 1;
    const at = all.findIndex((one) => one.path === path && one.client === client);
    if (at >= 0) all.splice(at, 1);
    all.push({ path, client, options: fullOptions(options) });
  }
  save(all);
  return code;
}

function isThere(path: string): boolean {
  if (isDirectory(path)) return true;
  err(
    exists(path)
      ? `exportfs: ${path} is neither a directory nor a file. Cannot export\n`
      : `exportfs: Failed to stat ${path}: No such file or directory\n`,
  );
  return false;
}

function exportOne(operands: readonly string[], options: readonly string[]): number {
  let code = 0;
  const all = exported();
  for (const word of operands) {
    const [, client = '', path = ''] = /^(.*?):(\/.*)$/.exec(word) ?? [];
    if (path === '') {
      err(`exportfs: Invalid export syntax: ${word}\n`);
      code = 1;
      continue;
    }
    if (!isThere(path)) code = 1;
    all.push({ path, client: client === '' ? '*' : client, options: fullOptions(options) });
  }
  noteChange();
  save(all);
  return code;
}

function unexport(operands: readonly string[], everything: boolean): number {
  noteChange();
  if (everything) {
    save([]);
    return 0;
  }
  let code = 0;
  for (const word of operands) {
    const [, client = '', path = word] = /^(.*?):(\/.*)$/.exec(word) ?? [];
    const rest = exported().filter(
      (one) => one.path !== path || (client !== '' && one.client !== client),
    );
    if (rest.length === exported().length) {
      err(`exportfs: Could not find '${word}' to unexport.\n`);
      code = 1;
    }
    save(rest);
  }
  return code;
}
