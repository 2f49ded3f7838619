import { PhoenixError } from '../errors.ts';
import { cannotWrite, fileToWrite } from '../file-to-write.ts';
import type { Host } from '../host/host.ts';
import type { TestResult } from './check.ts';
import { junitXml } from './junit.ts';

/** A file that takes results as JUnit XML. */
export interface JunitFile {
  write(results: readonly TestResult[]): void;
}

const EXAMPLE = '--junit results.xml';

/** What the file says until all results are in it: who reads it after a death is not to see a success. */
const UNFINISHED: TestResult = {
  guest: 'phoenix',
  suite: 'test',
  name: 'the run',
  ok: false,
  message: 'has not come to its end',
};

/**
 * Where --junit wants its file, an absolute path, made before anything is tested. Throws (66)
 * where there can be no such file.
 */
export function openJunit(host: Pick<Host, 'info' | 'write'>, given: string): JunitFile {
  const path = fileToWrite(host, given, EXAMPLE);
  const write = (results: readonly TestResult[]) => host.write(path, junitXml(results), 0o644);
  try {
    write([UNFINISHED]);
  } catch (error) {
    throw error instanceof PhoenixError ? cannotWrite(path, reason(error, path), EXAMPLE) : error;
  }
  return { write };
}

function reason({ message }: PhoenixError, path: string): string {
  const start = `cannot write ${path}: `;
  return message.startsWith(start) ? message.slice(start.length) : message;
}
