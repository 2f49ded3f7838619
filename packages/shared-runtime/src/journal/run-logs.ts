import { type Subject, subjectIn } from '../subject.ts';
import { logName } from './journal.ts';
import type { LoggedOperation } from './run-events.ts';

/** A log of a run, with the operation whose output it holds. */
export interface RunLog {
  readonly guest: Subject;
  readonly operation: string;
  /** Name of the file. */
  readonly file: string;
  /** These are absent for a log of which the events tell nothing. */
  readonly cause?: string;
  readonly since?: number;
  readonly result?: string;
  readonly seconds?: number;
}

const NAME = /^(\d+)-([a-z0-9_]+)-(.+)\.log$/;

/**
 * The logs among the names of a directory, in the order of their operations. Names say only which
 * guest, and something like the operation; the rest comes from its operations in their order.
 */
export function logsIn(names: readonly string[], operations: readonly LoggedOperation[]): RunLog[] {
  const left = [...operations];
  const last = new Map<Subject, number>();
  return names
    .flatMap((file) => {
      const [, seq, of = '', name] = NAME.exec(file) ?? [];
      const guest = subjectIn(of);
      return name === undefined || guest === undefined
        ? []
        : [{ file, seq: Number(seq), guest, name }];
    })
    .sort((a, b) => a.seq - b.seq || (a.file < b.file ? -1 : 1))
    .map(({ file, guest, name }) => {
      const log = { file, ...matched(guest, name, left) };
      // One that the events do not know stays behind the one before it of the same guest.
      const time = log.since ?? last.get(guest) ?? 0;
      last.set(guest, time);
      return { log, time };
    })
    .sort((a, b) => a.time - b.time)
    .map(({ log }) => log);
}

/** Takes the operation of a log out of those that are left. */
function matched(guest: Subject, name: string, left: LoggedOperation[]): Omit<RunLog, 'file'> {
  const fits = (one: LoggedOperation) => one.guest === guest && logName(one.id) === name;
  // What was skipped has run no command.
  const ran = left.findIndex((one) => fits(one) && one.result !== 'skipped');
  const [found] = left.splice(ran === -1 ? left.length : ran, 1);
  if (found === undefined) return { guest, operation: name };
  const { id, ...rest } = found;
  return { ...rest, operation: id };
}
