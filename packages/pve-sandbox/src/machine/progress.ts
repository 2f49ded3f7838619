import { readText, writeText } from '../state/files.ts';
import { machineDir } from './places.ts';

/** How far a started machine is. */
export type Progress = {
  /** When it was started, in milliseconds since 1970. */
  since: number;
  /** The system in it is up: it hears requests, and its services run. */
  booted: boolean;
  /** A system that QEMU was given as files (`args: -kernel`), of which its agent is a part. */
  initrd?: boolean;
  /** The process that lets it boot, with its start time, which tells it from a later one. */
  pid?: number;
  born?: string;
};

const file = (id: number): string => `${machineDir(id)}/progress.json`;

/** Undefined for a machine that was not started. */
export function progressOf(id: number): Progress | undefined {
  const text = readText(file(id));
  return text === undefined ? undefined : (JSON.parse(text) as Progress);
}

/** Writes how far a machine is. */
export function setProgress(id: number, progress: Progress): void {
  writeText(file(id), `${JSON.stringify(progress)}\n`);
}
