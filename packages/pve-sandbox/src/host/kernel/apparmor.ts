import { spawnSync } from 'node:child_process';
import { noteChange } from '../../record/note.ts';
import { isDirectory, list, readText, writeText } from '../../state/files.ts';
import { err, out } from '../../state/talk.ts';
import { has, readOptions } from '../read-options.ts';
import { realProgram } from '../real-program.ts';

/** The profiles that the kernel has, one a line as `NAME (enforce)`. */
const LOADED = '/sys/kernel/security/apparmor/profiles';

/** The names of the profiles in a text, or what is wrong with it: a line and words. */
export function profilesIn(text: string): {
  names: string[];
  error?: { line: number; words: string };
} {
  const names: string[] = [];
  let depth = 0;
  const lines = text.split('\n');
  for (const [at, raw] of lines.entries()) {
    const line = raw.replace(/(^|\s)#(?!include).*/, '').trim();
    if (line === '') continue;
    const [, plain, path] = /^(?:profile\s+("[^"]+"|\S+)|("[^"]+"|\/\S+))\b.*\{$/.exec(line) ?? [];
    if (depth === 0 && (plain ?? path) !== undefined)
      names.push((plain ?? path ?? '').replaceAll('"', ''));
    const isTop =
      /^(profile\b.*\{|["/].*\{|#?include\b|abi\b|@\{\w+\}\s*\+?=|\$\w+\s*=|alias\b|\^?\S+.*\{)/.test(
        line,
      );
    if (depth === 0 && !isTop)
      return {
        names,
        error: { line: at + 1, words: 'syntax error, unexpected TOK_ID, expecting TOK_OPEN' },
      };
    const rule =
      depth > 0 &&
      !/[{}]/.test(line.replace(/@\{\w+\}/g, '').replace(/\{[^{}]*\}/g, '')) &&
      !/^#?include\b/.test(line);
    if (rule && !line.endsWith(',') && !goesOn(lines, at))
      return { names, error: { line: at + 1, words: 'syntax error, unexpected TOK_END_OF_RULE' } };
    const bare = line.replace(/@\{\w+\}/g, '').replace(/\{[^{}]*\}/g, '');
    depth += (bare.match(/\{/g)?.length ?? 0) - (bare.match(/\}/g)?.length ?? 0);
    if (depth < 0)
      return { names, error: { line: at + 1, words: 'syntax error, unexpected TOK_CLOSE' } };
  }
  if (depth > 0)
    return { names, error: { line: lines.length, words: 'syntax error, unexpected $end' } };
  return { names };
}

/** A rule may end on a later line. */
const goesOn = (lines: readonly string[], at: number): boolean =>
  /^\s+\S.*,\s*$/.test(lines[at + 1] ?? '') && !/^\s*(\w+|\/|#)\s/.test(lines[at + 1] ?? '');

const loaded = (): string[] =>
  (readText(LOADED) ?? '')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.replace(/ \(\w+\)$/, ''));

function setLoaded(names: readonly string[]): void {
  writeText(
    LOADED,
    [...new Set(names)]
      .sort()
      .map((name) => `${name} (enforce)\n`)
      .join(''),
  );
}

/** apparmor_parser -r|-a|-R|-Q [-T] [--skip-kernel-load] FILE... */
export function apparmorParser(args: readonly string[]): number {
  const words = readOptions(args, [
    'I',
    'Include',
    'b',
    'base',
    'f',
    'L',
    'cache-loc',
    'O',
    'j',
    'M',
  ]);
  let code = 0;
  for (const file of words.operands.flatMap((one) =>
    isDirectory(one)
      ? list(one)
          .filter((name) => !isDirectory(`${one}/${name}`))
          .map((name) => `${one}/${name}`)
      : [one],
  )) {
    const text = readText(file);
    if (text === undefined) {
      err(`File ${file} not found, skipping...\n`);
      code = 1;
      continue;
    }
    const { names, error } = profilesIn(text);
    const said =
      error === undefined
        ? realComplaint(file)
        : `AppArmor parser error for ${file} in profile ${file} at line ${error.line}: ${error.words}\n`;
    if (said !== undefined) {
      err(said);
      code = 1;
    } else if (!has(words, 'Q', 'skip-kernel-load', 'N', 'names', 'p', 'preprocess')) {
      noteChange();
      setLoaded(
        has(words, 'R', 'remove')
          ? loaded().filter((one) => !names.includes(one))
          : [...loaded(), ...names],
      );
    } else if (has(words, 'N', 'names')) out(names.map((name) => `${name}\n`).join(''));
  }
  return code;
}

/** What the machine's own parser says of a file, where it has one: it reads only. */
function realComplaint(file: string): string | undefined {
  const real = realProgram('apparmor_parser');
  if (real === undefined) return undefined;
  const { status, stderr } = spawnSync(real, ['-Q', '-K', '-T', file], { encoding: 'utf8' });
  return status === 0 ? undefined : stderr;
}

/** Loads every profile of /etc/apparmor.d, as the service does. */
export function loadAllProfiles(): number {
  const folder = '/etc/apparmor.d';
  const names = list(folder)
    .filter((name) => !isDirectory(`${folder}/${name}`))
    .flatMap((name) => profilesIn(readText(`${folder}/${name}`) ?? '').names);
  setLoaded([...loaded(), ...names]);
  return 0;
}

/** aa-status [--enabled]. */
export function aaStatus(args: readonly string[]): number {
  if (args.includes('--enabled')) return 0;
  const names = loaded();
  if (args.includes('--json'))
    out(
      `${JSON.stringify({ version: '2', profiles: Object.fromEntries(names.map((name) => [name, 'enforce'])), processes: {} })}\n`,
    );
  else
    out(
      `apparmor module is loaded.\n${names.length} profiles are loaded.\n${names.length} profiles are in enforce mode.\n${names.map((name) => `   ${name}\n`).join('')}0 profiles are in complain mode.\n`,
    );
  return 0;
}
