import { existsSync } from 'node:fs';
import { readText } from '../../state/files.ts';
import { hostPath } from '../../state/paths.ts';
import { err } from '../../state/talk.ts';
import { readOptions } from '../read-options.ts';
import { parseUnit, valuesOf } from './unit-file.ts';

/** systemd-analyze verify FILE...: whether a unit says what it runs, and that exists. */
export function systemdAnalyze(args: readonly string[]): number {
  const [verb, ...files] = readOptions(args, []).operands;
  if (verb !== 'verify') {
    err(`Unknown command verb '${verb ?? ''}'.\n`);
    return 1;
  }
  return files.map(refuses).includes(true) ? 1 : 0;
}

function refuses(file: string): boolean {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const text = readText(file);
  const commands = valuesOf(parseUnit(text ?? ''), 'Service', 'ExecStart');
  if (name.endsWith('.service') && commands.length === 0) {
    err(`${name}: Service has no ExecStart=, ExecStop=, or SuccessAction=. Refusing.\n`);
    return true;
  }
  const missing = commands
    .map((line) => line.replace(/^[-@:+!]+/, '').split(/\s+/)[0] ?? '')
    .find((program) => !isThere(program));
  if (missing === undefined) return false;
  err(`${name}: Command ${missing} is not executable: No such file or directory\n`);
  return true;
}

function isThere(program: string): boolean {
  const folders = program.startsWith('/') ? [''] : (process.env.PATH ?? '').split(':');
  return folders.some((folder) => {
    const path = folder === '' ? program : `${folder}/${program}`;
    return existsSync(hostPath(path)) || existsSync(path);
  });
}
