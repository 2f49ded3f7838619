import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** What /proc tells about a process. */
export type ProcessInfo = {
  pid: number;
  parent: number;
  group: number;
  name: string;
  executable: string;
  command: string[];
};

/** The fields of /proc/PID/stat after the name, which may itself hold blanks and parentheses. */
function statFields(pid: number): { name: string; fields: string[] } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const end = text.lastIndexOf(')');
    return { name: text.slice(text.indexOf('(') + 1, end), fields: text.slice(end + 2).split(' ') };
  } catch {
    return undefined;
  }
}

/** When a process was started, in kernel ticks: with its pid it names that process for good. */
export function startTimeOf(pid: number): string | undefined {
  return statFields(pid)?.fields[19];
}

/** A living process (not a zombie); undefined when there is none. */
export function processInfo(pid: number): ProcessInfo | undefined {
  const stat = statFields(pid);
  if (stat === undefined || stat.fields[0] === 'Z') return undefined;
  return {
    pid,
    parent: Number(stat.fields[1]),
    group: Number(stat.fields[2]),
    name: stat.name,
    executable: orEmpty(() => readlinkSync(`/proc/${pid}/exe`)),
    command: orEmpty(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')).split('\0'),
  };
}

function orEmpty(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}

/** All processes that can be seen. */
export function allPids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}
