import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Text of a host file after a step; null: there is none. */
export type Files = Record<string, string | null>;

/** A recorded call, as host.json's "format" tells. */
export interface Call {
  argv?: string[];
  exit?: number;
  signaled?: boolean;
  stdout?: string;
  stderr?: string;
  stdout_encoding?: string;
  stderr_encoding?: string;
  stdin?: string;
  after?: number;
  seconds?: number;
  kill?: { signal: string; after?: number; on?: string; settle?: number };
}

/** A recorded step: a call, several at once, a file written, or a command of the host. */
export interface Step extends Call {
  files?: Files;
  write?: string;
  content?: string;
  host?: string[];
  output?: string;
  parallel?: Call[];
}

/** One recording. */
export interface Scenario {
  name: string;
  about?: string;
  volatile?: string[];
  steps: Step[];
}

/** The host that recordings were made on. */
export interface Host {
  bridges?: Record<string, string>;
  'storage.cfg'?: string;
  files?: Record<string, unknown>;
}

/** Recordings of a directory whose names match; host.json is none. */
export function readScenarios(directory: string, accept: (name: string) => boolean): Scenario[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.json') && name !== 'host.json')
    .filter((name) => accept(name.replace(/\.json$/, '')))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(directory, name), 'utf8')) as Scenario);
}

/** The host of a directory's recordings. */
export function readHost(directory: string): Host {
  return JSON.parse(readFileSync(join(directory, 'host.json'), 'utf8')) as Host;
}
