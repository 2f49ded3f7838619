import { dirname, resolve } from 'node:path';
import { PhoenixError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { Host } from '../host/host.ts';
import type { TestResult } from './check.ts';
import { junitXml } from './junit.ts';

/** A file that takes results as JUnit XML. */
export interface JunitFile {
  write(results: readonly TestResult[]): void;
}

/** What the file says until all results are in it: who reads it after a death is not to see a success. */
const UNFINISHED: TestResult = {
  guest: 'phoenix',
  suite: 'test',
  name: 'the run',
  ok: false,
  message: 'has not come to its end',
};

/**
 * Where --junit wants its file, relative to a directory, made before anything is tested. Throws (66)
 * where there can be no such file.
 */
export function openJunit(
  host: Pick<Host, 'info' | 'write'>,
  cwd: string,
  given: string,
): JunitFile {
  const path = resolve(cwd, given);
  const directory = dirname(path);
  const kind = host.info(path)?.kind;
  if (kind !== undefined && kind !== 'file') throw refusal(path, 'what is there is no file');
  if (host.info(directory) === undefined) throw refusal(path, `there is no directory ${directory}`);
  const write = (results: readonly TestResult[]) => host.write(path, junitXml(results), 0o644);
  try {
    write([UNFINISHED]);
  } catch (error) {
    throw error instanceof PhoenixError ? refusal(path, reason(error, path)) : error;
  }
  return { write };
}

function refusal(path: string, why: string): PhoenixError {
  return new PhoenixError(`cannot write ${path}: ${why}`, {
    hint: 'name a file in a directory that you may write to: --junit results.xml',
    exit: EXIT.notFound,
  });
}

function reason({ message }: PhoenixError, path: string): string {
  const start = `cannot write ${path}: `;
  return message.startsWith(start) ? message.slice(start.length) : message;
}
