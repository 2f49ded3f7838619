import type { Machine } from './machine.ts';

/** Programs whose command lines within the text of a page must be ones that they understand. */
const PROGRAMS = ['phoenix', 'lxc-manager', 'vm-manager', 'hypervisor-manager'];

/** What stands for a word in capitals. */
const PLACEHOLDERS: Readonly<Record<string, string>> = {
  CTID: '950',
  DURATION: '5m',
  FILE: '/root/file',
  GUEST: '950',
  HEX: '0'.repeat(64),
  ID: '950',
  N: '2',
  RUN: '20260101T203012-18230',
  SECONDS: '30',
  SERIAL: 'S5GXNF0R1',
  SUITE: 'smoke',
  TOOL: 'exec',
  VMID: '8001',
};

/** Exit status of a program that does not understand its command line; of bash without the program. */
const NOT_UNDERSTOOD = [64, 126, 127];

/** A command line as it could be typed; undefined for what is none of ours. */
export function typedFrom(inline: string): string | undefined {
  const [program = '', ...rest] = inline.split(/\s+/);
  if (!PROGRAMS.includes(program) || rest.length === 0) return undefined;
  return inline
    .replaceAll(/[[\]]/g, '')
    .replaceAll(/\s*\.\.\./g, '')
    .replaceAll(/\b[A-Z]+\b/g, (word) => PLACEHOLDERS[word] ?? word);
}

/**
 * Has the programs read the command lines that stand in the text of pages. Without a configuration
 * they get no further than that. Answers those that they do not understand, with what they say.
 */
export async function misread(lines: Iterable<string>, on: Machine): Promise<Map<string, string>> {
  const wrong = new Map<string, string>();
  for (const line of lines) {
    const { exit, printed } = await on.type(
      'host',
      `PHOENIX_BASE_DIR=/nowhere; export PHOENIX_BASE_DIR\n${line}`,
    );
    if (NOT_UNDERSTOOD.includes(exit)) wrong.set(line, printed.trim());
  }
  return wrong;
}
