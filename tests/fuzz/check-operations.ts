import { posix } from 'node:path';
import type { Operation, RunOperation } from '../../packages/shared-runtime/src/operation.ts';
import { CANARY } from './hostile.ts';

/** What is wrong with what would be done; nothing when all is well. */
export function checkOperations(operations: readonly Operation[]): string[] {
  return operations.flatMap((operation) => {
    const found = 'run' in operation ? checkCommand(operation) : checkFile(operation);
    return found.map((what) => `${operation.id}: ${what}`);
  });
}

/** Options whose value is a text as a whole. */
const FREE = new Set(['--description', '--comment']);
/** Programs of the site are given what is declared, one argument each. */
const SITE = /\/bin\/(?:lxc_setup|vm_features|health_checks|tests|hypervisor_setup)?/;

function checkCommand({ run, input, env }: RunOperation): string[] {
  const found: string[] = [];
  const end = run.indexOf('--');
  const isSite = run
    .slice(0, 3)
    .some((word) => word.startsWith('/usr/local/phoenix') && SITE.test(word));
  for (const [index, word] of run.entries()) {
    const before = run[index - 1] ?? '';
    const isData = FREE.has(before) || (end >= 0 && index > end);
    if (word.includes('\0')) found.push(`NUL in ${JSON.stringify(word)}`);
    if (/[\n\r]/.test(word) && !FREE.has(before))
      found.push(`a line break in ${JSON.stringify(word)}`);
    if (isData || isSite || !word.includes(CANARY)) continue;
    if (/^-/.test(word)) found.push(`an option ${JSON.stringify(word)}`);
    // A value of one property must not become another property.
    if (new RegExp(`[,;]\\s*${CANARY}(?:=|$)`).test(word) && /^-/.test(before) && !isList(before))
      found.push(`a property in ${JSON.stringify(word)}`);
    if (before === '-c' || before === '-e')
      found.push(`in the text of a program: ${JSON.stringify(word)}`);
  }
  if (input !== undefined) found.push(...checkInput(run[0] ?? '', input));
  for (const [name, value] of Object.entries(env ?? {}))
    if (/[\0=]/.test(name) || value.includes('\0')) found.push(`environment ${name}`);
  return found;
}

/** Lists of plain words, where a word is a word. */
const LISTS = new Set([
  '--tags',
  '--nameserver',
  '--searchdomain',
  '--content',
  '--users',
  '--groups',
]);
const isList = (option: string) => LISTS.has(option);

/** Programs that read a password from so many lines; for all others an input is a script. */
const PASSWORD_LINES = new Map([
  ['smbpasswd', 2],
  ['chpasswd', 1],
]);

function checkInput(program: string, input: string): string[] {
  const lines = PASSWORD_LINES.get(program);
  if (lines === undefined)
    return input.includes(CANARY) && /[`$;|&]/.test(input) ? checkScript(input) : [];
  const given = input.split(/\r?\n|\r/).length - 1;
  return given === lines ? [] : [`${given} lines for ${program}`];
}

/** A value in a script of ours would be read by a shell: such values go as arguments. */
function checkScript(input: string): string[] {
  const line = input.split('\n').find((one) => one.includes(CANARY)) ?? '';
  return [`in a script: ${JSON.stringify(line)}`];
}

function checkFile(operation: Exclude<Operation, RunOperation>): string[] {
  const { write } = operation;
  const found: string[] = [];
  if (posix.normalize(write) !== write.replace(/(?<=.)\/$/, '') || !write.startsWith('/'))
    found.push(`the path ${JSON.stringify(write)}`);
  if (/\p{Cc}/u.test(write)) found.push(`a control character in ${JSON.stringify(write)}`);
  for (const line of linesOf(operation)) {
    if (line.includes('\0')) found.push(`NUL in ${JSON.stringify(line)}`);
    // Where a line begins, a key or a section of the file begins.
    const isKey = new RegExp(`^\\s*${CANARY}\\S*\\s*[:=]`).test(line) && !hasFreeKeys(write);
    const isSection = line.startsWith(`[${CANARY}`) && !isSamba(write);
    if (continuesLines(write) && line.includes(CANARY) && line.endsWith('\\'))
      found.push(`the next line goes on: ${JSON.stringify(line)} of ${write}`);
    if (isKey || isSection) found.push(`a line ${JSON.stringify(line)} of ${write}`);
  }
  return found;
}

/** A share is a section, and has whatever further options are declared. */
const isSamba = (path: string) => path.startsWith('/etc/samba/');
/** Where a backslash at the end joins a line to the next; neither Proxmox nor Phoenix reads its files so. */
const continuesLines = (path: string) => /^\/etc\/(?!pve\/)/.test(path);
const hasFreeKeys = (path: string) => isSamba(path) || /\.ya?ml$/.test(path);

function linesOf(operation: Exclude<Operation, RunOperation>): string[] {
  if ('content' in operation) return operation.content.split('\n');
  if ('block' in operation) return operation.block.lines.flatMap((line) => line.split('\n'));
  if ('edit' in operation)
    return operation.edit.add.flatMap(({ key, value }) => `${key}: ${value}`.split('\n'));
  return [];
}
