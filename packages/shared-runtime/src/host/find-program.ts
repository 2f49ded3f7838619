import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cannotRun } from './exit-status.ts';

/** Bytes that Linux reads of a script for the interpreter of its first line. */
const FIRST_LINE = 256;

/**
 * Throws what starting this program would: it is nowhere on PATH, may not be executed, or the
 * interpreter of its first line does not exist.
 */
export function findProgram(program: string, path = ''): void {
  const places = program.includes('/')
    ? [program]
    : path.split(delimiter).map((directory) => join(directory || '.', program));
  let denied: unknown;
  for (const place of places) {
    try {
      accessSync(place, constants.X_OK);
      if (!statSync(place).isFile()) continue;
      const interpreter = interpreterOf(place);
      if (interpreter !== undefined) accessSync(interpreter, constants.X_OK);
      return;
    } catch (error) {
      denied ??= isDenied(error) ? error : undefined;
    }
  }
  throw cannotRun(
    program,
    denied ?? Object.assign(new Error('no such program'), { code: 'ENOENT' }),
  );
}

function interpreterOf(path: string): string | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    // What may be executed need not be readable.
    return undefined;
  }
  try {
    const bytes = Buffer.alloc(FIRST_LINE);
    const text = bytes.toString('latin1', 0, readSync(file, bytes));
    return /^#![ \t]*([^ \t\n]+)/.exec(text)?.[1];
  } finally {
    closeSync(file);
  }
}

function isDenied(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EACCES';
}
