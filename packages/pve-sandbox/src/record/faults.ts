import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { files } from './files.ts';

/** What happens to the commands that a fault is meant for. */
export type FaultAction =
  | { kind: 'fail'; text: string; exit: number }
  | { kind: 'hang' }
  | { kind: 'kill-caller'; abort: boolean }
  | { kind: 'kill'; phase: string | undefined };

/** One fault: which commands (a regular expression over argv joined by blanks) and what happens. */
export type Fault = {
  match: string;
  /** Only the nth match from now on, counted from 1. */
  nth?: number | undefined;
  /** Only the first matches. */
  times?: number | undefined;
  action: FaultAction;
};

/** Adds a fault; it counts its matches from now on. */
export function addFault(fault: Fault): void {
  const folder = files.faults();
  mkdirSync(folder, { recursive: true, mode: 0o777 });
  const name = `${process.hrtime.bigint()}-${process.pid}`.padStart(32, '0');
  writeFileSync(join(folder, `${name}.new`), JSON.stringify(fault));
  renameSync(join(folder, `${name}.new`), join(folder, `${name}.json`));
}

/** Takes back all faults. */
export function clearFaults(): void {
  rmSync(files.faults(), { recursive: true, force: true });
}

/** The first fault that hits this command now; every matching fault counts it, hit or not. */
export function faultFor(line: string): FaultAction | undefined {
  const hits = faultNames()
    .map((name) => ({ name, fault: readFault(name) }))
    .filter(({ fault }) => fault !== undefined && new RegExp(fault.match).test(line))
    .filter(({ name, fault }) => fault !== undefined && isDue(fault, countMatch(name)));
  return hits[0]?.fault?.action;
}

function isDue(fault: Fault, count: number): boolean {
  if (fault.nth !== undefined) return count === fault.nth;
  return fault.times === undefined || count <= fault.times;
}

function faultNames(): string[] {
  try {
    return readdirSync(files.faults())
      .filter((name) => name.endsWith('.json'))
      .sort();
  } catch {
    return [];
  }
}

function readFault(name: string): Fault | undefined {
  try {
    return JSON.parse(readFileSync(join(files.faults(), name), 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * The number of this match: each appends a token and looks where it landed, which stays exact
 * however many commands do so at once, and needs no lock.
 */
function countMatch(name: string): number {
  const seen = join(files.faults(), `${name}.seen`);
  const token = `${process.pid}-${process.hrtime.bigint()}`;
  try {
    appendFileSync(seen, `${token}\n`);
    return readFileSync(seen, 'utf8').split('\n').indexOf(token) + 1;
  } catch {
    return 0;
  }
}
