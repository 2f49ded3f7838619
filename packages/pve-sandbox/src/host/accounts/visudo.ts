import { readText } from '../../state/files.ts';
import { err, out } from '../../state/talk.ts';
import { has, optionOf, readOptions } from '../read-options.ts';
import { realProgram, runReal } from '../real-program.ts';
import { sudoersError } from './sudoers.ts';

/** visudo -c [-f FILE]: the machine's own where it has one. @returns 1 when the file cannot be read */
export function visudo(args: readonly string[]): number {
  if (realProgram('visudo') !== undefined) return runReal('visudo', args, true);
  const words = readOptions(args, ['f', 'file']);
  if (!has(words, 'c', 'check')) {
    err('visudo: no editor found\n');
    return 1;
  }
  const file = optionOf(words, 'f', 'file') ?? words.operands[0] ?? '/etc/sudoers';
  const text = file === '-' ? readText('/dev/stdin') : readText(file);
  if (text === undefined) {
    err(`visudo: unable to open ${file}: No such file or directory\n`);
    return 1;
  }
  const wrong = sudoersError(text);
  if (wrong === undefined) {
    if (!has(words, 'q', 'quiet')) out(`${file}: parsed OK\n`);
    return 0;
  }
  if (!has(words, 'q', 'quiet')) {
    err(`${file}:${wrong.line}:1: syntax error\n${wrong.text}\n^\n`);
    err(`visudo: parse error in ${file} near line ${wrong.line}\n`);
  }
  return 1;
}
