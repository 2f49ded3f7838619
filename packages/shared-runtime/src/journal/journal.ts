import type { GuestOutcome, JournalEvent } from '../events.ts';
import type { Host } from '../host/host.ts';
import { spellUnseen } from '../quote.ts';
import { known } from '../secrets/known.ts';
import type { Subject } from '../subject.ts';
import { coverLeftLogs, coverLogs } from './cover-logs.ts';
import { countOutcomes, type OutcomeCounts, type RunEnd, recordOf } from './run-record.ts';
import { makeLogDirectory, newRunDirectory, RUNS_DIRECTORY, rotateRuns } from './runs.ts';

/** History of one run: what happened, and the output of every command. Nothing depends on it. */
export interface Journal {
  /** Takes an event; output lines are left to the logs. */
  record(event: JournalEvent): void;
  /** Path of a log of its own for a command, `<seq>-<guest>-<operation>.log`; '' without. */
  logFor(guest: Subject, operation: string): string;
  /** Directory of the run, made when it was not yet; undefined when none can be made. */
  directory(): string | undefined;
  /**
   * Notes the end of a run that began here, unless it wrote nothing. Without `counts` they are those
   * of the results that were recorded.
   */
  end(exit: number, counts?: OutcomeCounts): void;
  /** Takes a run that began here and found nothing to do out of the history. */
  discard(): void;
}

/** How a journal is opened. */
export interface JournalOptions {
  /** Directory of a run that somebody else has begun; otherwise this is a run of its own. */
  readonly directory?: string | undefined;
  /** The command line, program first: what a run of its own tells of itself. */
  readonly command?: readonly string[];
  /** Told once when nothing can be written. */
  readonly warn: (text: string) => void;
}

/**
 * Opens the journal of this process. The directory (0700) comes into being with the first command:
 * a run that finds nothing to do writes nothing.
 */
export function openJournal(host: Host, options: JournalOptions): Journal {
  const begun = host.now();
  const waiting: string[] = [];
  const outcomes = new Map<Subject, GuestOutcome>();
  const isOwn = options.directory === undefined;
  let directory: string | undefined;
  let opened = false;
  let seq = 0;

  const open = (): string | undefined => {
    if (opened) return directory;
    opened = true;
    directory = makeRunDirectory(host, options);
    if (directory === undefined) return undefined;
    seq = host.list(directory).filter((name) => name.endsWith('.log')).length;
    if (isOwn && options.command !== undefined)
      write('run.json', `${JSON.stringify(recordOf(host, options.command, begun))}\n`);
    if (waiting.length > 0) write('events.jsonl', waiting.splice(0).join(''));
    return directory;
  };

  const write = (name: string, text: string) => {
    if (directory === undefined) return;
    try {
      host.append(`${directory}/${name}`, spellUnseen(known.json(text)), 0o600);
    } catch (error) {
      directory = undefined;
      options.warn(`the journal ends here: ${error instanceof Error ? error.message : error}`);
    }
  };

  return {
    record(event) {
      if (event.type === 'operation-output') return;
      if (event.type === 'guest-result') outcomes.set(event.guest, event.outcome);
      const line = `${JSON.stringify({ time: host.now(), ...event })}\n`;
      // Somebody else's run has a directory: what happens in it is told, also where no command runs.
      if (!opened && !isOwn) open();
      if (opened) write('events.jsonl', line);
      else waiting.push(line);
    },
    logFor(guest, operation) {
      const parent = open();
      if (parent === undefined) return '';
      seq += 1;
      return `${parent}/${String(seq).padStart(3, '0')}-${guest}-${logName(operation)}.log`;
    },
    directory: open,
    discard() {
      if (isOwn && directory !== undefined) host.remove(directory);
      directory = undefined;
    },
    end(exit, counts = countOutcomes(outcomes.values())) {
      if (!isOwn || !opened) return;
      coverLogs(host, directory);
      const time = host.now();
      const end: RunEnd = { time, exit, seconds: (time - begun) / 1000, counts };
      write('end.json', `${JSON.stringify(end)}\n`);
    },
  };
}

function makeRunDirectory(host: Host, { directory, warn }: JournalOptions): string | undefined {
  const path = directory ?? newRunDirectory(host);
  try {
    if (directory === undefined) makeLogDirectory(host, RUNS_DIRECTORY);
    host.makeDirectory(path, 0o700);
    if (directory === undefined) {
      rotateRuns(host, path);
      coverLeftLogs(host);
    }
    return path;
  } catch (error) {
    try {
      const instead = host.temporaryDirectory();
      warn(`the journal is in ${instead}: ${error instanceof Error ? error.message : error}`);
      return instead;
    } catch {
      warn(`there is no journal: ${error instanceof Error ? error.message : error}`);
      return undefined;
    }
  }
}

/** An operation as it stands in the name of its log. */
export function logName(operation: string): string {
  const name = operation.replace(/[^A-Za-z0-9_.-]+/g, '-').replace(/^[.-]+|-+$/g, '');
  return name.slice(0, 60) || 'operation';
}
