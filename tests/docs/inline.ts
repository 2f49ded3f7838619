import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Machine } from './machine.ts';

/** Programs whose command lines within the text of a page must be ones that they understand. */
const PROGRAMS = ['phoenix', 'lxc-manager', 'vm-manager', 'hypervisor-manager'];

/** What stands for a word in capitals. */
const PLACEHOLDERS: Readonly<Record<string, string>> = {
  CTID: '950',
  DESTINATION: '/root/file',
  DURATION: '5m',
  FILE: '/root/file',
  GUEST: '950',
  HEX: '0'.repeat(64),
  ID: '950',
  MODE: '0600',
  N: '2',
  RUN: '20260101T203012-18230',
  SECONDS: '30',
  SERIAL: 'S5GXNF0R1',
  SUITE: 'smoke',
  TOOL: 'exec',
  URL: 'https://example.test/file',
  VMID: '8001',
};

/** Exit status of a program that does not understand its command line; of bash without the program. */
const NOT_UNDERSTOOD = [64, 126, 127];

/**
 * A command line as it could be typed: capitals filled in, what may be left out there, the first of
 * several. A verb alone
 * (`phoenix create`) is its name, so its help is asked for. Undefined for what is none of ours.
 */
export function typedFrom(inline: string): string | undefined {
  const [program = '', verb = '', ...rest] = inline.split(/\s+/);
  if (!PROGRAMS.includes(program) || verb === '') return undefined;
  if (rest.length === 0 && /^[a-z]/i.test(verb)) return `${program} ${verb} --help`;
  return [program, verb, ...rest]
    .join(' ')
    .replaceAll(/\b(\w+)(?:\|\w+)+/g, '$1')
    .replaceAll(/[[\]]/g, '')
    .replaceAll(/\s*\.\.\./g, '')
    .replaceAll(/\b[A-Z]+\b/g, (word) => PLACEHOLDERS[word] ?? word);
}

/**
 * Has the programs read command lines. Without a configuration they get no further than that. Answers
 * those that they do not understand, with what they say.
 */
export async function misread(
  lines: readonly string[],
  on: Machine,
): Promise<readonly (readonly [string, string])[]> {
  const directory = '/tmp/lines';
  // One visit to the host for all of them, since each visit takes its time.
  const script = [
    'export PHOENIX_BASE_DIR=/nowhere',
    `mkdir ${directory}`,
    `for (( n = 0; n < ${lines.length}; n++ )); do`,
    `  bash ${directory}.$n >${directory}/$n 2>&1`,
    `  echo $? >${directory}/$n.exit`,
    'done',
  ].join('\n');
  for (const [n, line] of lines.entries()) writeFileSync(on.path(`${directory}.${n}`), line);
  const { printed } = await on.type('host', script);
  const answer = (n: number | string) => {
    const path = on.path(`${directory}/${n}`);
    return existsSync(path) ? readFileSync(path, 'utf8').trim() : printed;
  };
  return lines.flatMap((line, n): (readonly [string, string])[] => {
    const exit = answer(`${n}.exit`);
    return /^\d+$/.test(exit) && !NOT_UNDERSTOOD.includes(Number(exit)) ? [] : [[line, answer(n)]];
  });
}
