import { randomInt } from 'node:crypto';
import { readText, remove, writeText } from './files.ts';
import { sandboxState } from './paths.ts';

/** What a running virtual machine keeps from its start. */
export interface VmRunning {
  /** Milliseconds since 1970. */
  since: number;
  bootId: string;
  /** Of a process that does not exist: larger than any that Linux gives. */
  pid: number;
  paused: boolean;
  /** Host path of the tree that it runs from. */
  tree: string;
  /** Its settings at the start: what changes of them later waits for the next. */
  values: Record<string, string>;
}

const file = (id: number): string => `${sandboxState}/running-vms/${id}`;

/** The running machine, undefined when it is stopped. */
export function running(id: number): VmRunning | undefined {
  const text = readText(file(id));
  return text === undefined ? undefined : (JSON.parse(text) as VmRunning);
}

/** Whether the machine runs, paused or not. */
export const isVmRunning = (id: number): boolean => running(id) !== undefined;

/** Marks the machine as running, or changes what it runs with. */
export function setRunning(id: number, state: VmRunning): void {
  writeText(file(id), `${JSON.stringify(state)}\n`);
}

/** Marks the machine as stopped. */
export const setStopped = (id: number): void => remove(file(id));

/** A process id above the largest that Linux gives. */
export const noPid = (): number => randomInt(4_194_305, 9_999_999);
