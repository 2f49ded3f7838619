import { existsSync, readFileSync } from 'node:fs';
import { startTimeOf } from '../host/processes.ts';
import { files } from './files.ts';
import type { Changing, Ended, Started } from './log.ts';

/** One command as the log shows it; `exit` and `end` are null while it runs. */
export type Logged = {
  guest?: number;
  argv: string[];
  exit: number | null;
  start: number;
  end: number | null;
  changed: boolean;
  waited_ms: number;
};

/** The commands of the host in the order of their starts. */
export function readHostLog(): Logged[] {
  const lines = linesOf(files.log()).flatMap((line) => parse(line));
  return mergeLines(lines, ({ pid, born }) => startTimeOf(pid) === born);
}

/** Joins the lines of a command; without a last one it runs on, or was killed (137). */
export function mergeLines(
  lines: readonly (Started | Changing | Ended)[],
  isAlive: (started: Started) => boolean,
): Logged[] {
  const ends = new Map(lines.flatMap((line) => ('end' in line ? [[line.id, line]] : [])));
  const changes = new Map(
    lines.flatMap((line) => ('changing' in line ? [[line.id, line.changing]] : [])),
  );
  return lines
    .filter((line) => 'argv' in line)
    .map((started) => {
      const { argv, start } = started;
      const ended = ends.get(started.id);
      const changing = changes.get(started.id);
      const killed = { exit: 137, end: changing ?? start };
      const open = isAlive(started) ? { exit: null, end: null } : killed;
      const notes = { changed: changing !== undefined, waited_ms: 0 };
      const { exit, end, changed, waited_ms } = { ...notes, ...open, ...ended };
      return { argv: [...argv], exit, start, end, changed, waited_ms };
    })
    .sort((a, b) => a.start - b.start);
}

function parse(line: string): (Started | Changing | Ended)[] {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}

function linesOf(file: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
}

/**
 * The commands of the stand-ins inside guests. Shell scripts write these records: fields (guest,
 * start, end, exit, changed, then the words) ended by 0x1f, records begun by 0x1e. Their clock is
 * the machine's uptime, in milliseconds.
 */
export function readGuestLog(): Logged[] {
  const file = files.guestLog();
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return parseGuestLog(text, Date.now() - uptime());
}

function uptime(): number {
  return Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]) * 1000;
}

/** Reads the text of the guests' log; `boot` is when the machine's uptime was 0. */
export function parseGuestLog(text: string, boot: number): Logged[] {
  return text
    .split('\x1e')
    .filter((record) => record.includes('\x1f'))
    .map((record) => {
      const [guest, start, end, exit, changed, ...argv] = record.split('\x1f').slice(0, -1);
      return {
        guest: Number(guest),
        argv,
        exit: Number(exit),
        start: Math.round(boot + Number(start)),
        end: Math.round(boot + Number(end)),
        changed: changed === '1',
        waited_ms: 0,
      };
    });
}
