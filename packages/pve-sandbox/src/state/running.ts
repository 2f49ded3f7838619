import { readText, remove, writeText } from './files.ts';
import { sandboxState } from './paths.ts';

/** What a running container keeps from its start: later changes of its conf wait for the next. */
export interface Running {
  /** Milliseconds since 1970. */
  since: number;
  bootId: string;
  hostname: string;
  /** Its init, where it is not an init system: it does not hear a shutdown request. */
  init?: string;
  /** `netN` as running, name to property string. */
  net: Record<string, string>;
  /** What is mounted into its tree, beside the tree itself. */
  mounts: { key: string; source: string; target: string; readonly: boolean }[];
  /** Lines of `lxc.environment`. */
  env: string[];
  /** Left by a stop of a container whose conf had `lock: mounted` at start. */
  tree: string;
}

const file = (id: number): string => `${sandboxState}/running/${id}`;

/** The running container, undefined when it is stopped. */
export function running(id: number): Running | undefined {
  const text = readText(file(id));
  return text === undefined ? undefined : (JSON.parse(text) as Running);
}

/** Whether the container runs. */
export const isRunning = (id: number): boolean => running(id) !== undefined;

/** Marks the container as running, or changes what it runs with. */
export function setRunning(id: number, state: Running): void {
  writeText(file(id), `${JSON.stringify(state)}\n`);
}

/** Marks the container as stopped. */
export const setStopped = (id: number): void => remove(file(id));
