import { formatDuration } from '../duration.ts';
import { PhoenixError } from '../errors.ts';
import type { CommandResult } from '../host/host.ts';
import type { Meaning, RunOperation } from '../operation.ts';
import { printable } from '../quote.ts';
import type { Subject } from '../subject.ts';
import { isOfCluster, lockComplaint } from './retry.ts';

const LINES = 12;

/** Exit status of a command that was ended with SIGKILL. */
const KILLED = 137;

/** What went wrong with a command, for a person: what, of which guest, why, and the log. */
export function commandFailure(
  operation: RunOperation,
  guest: Subject,
  result: CommandResult,
  log: string,
  attempts = 1,
): PhoenixError {
  const own = ownWords(result);
  const output = lastLines(own?.rest ?? result.output);
  const times = attempts > 1 ? ` (${attempts} attempts)` : '';
  const meant = meaningOf(operation, result.output);
  const why = own?.error ?? meant?.means ?? reason(operation, result);
  return new PhoenixError(`${attempted(operation, guest)}: ${why}${times}`, {
    hint:
      lockHint(result.output, guest) ??
      meant?.hint ??
      own?.hint ??
      againHint(operation, result) ??
      operation.hint,
    log: log === '' ? undefined : log,
    status: result.exit,
    output: output === '' ? undefined : output,
  });
}

/** `cannot clone 950 from 920`, or the operation's name where it has no words of its own. */
export function attempted(operation: { id: string; doing?: string }, guest: Subject): string {
  return `cannot ${operation.doing ?? `do "${operation.id}" for ${guest}`}`;
}

/** What the planner knows about a reason that the command names in its output. */
export function meaningOf({ meanings }: RunOperation, output: string): Meaning | undefined {
  return meanings?.find(({ says }) => output.includes(says));
}

/** The two words that tell a command: `pct clone`. */
export function commandName(argv: readonly string[]): string {
  const [program = '', verb = ''] = argv;
  const name = program.slice(program.lastIndexOf('/') + 1);
  return /^[a-z][a-z-]*$/.test(verb) ? `${name} ${verb}` : name;
}

/**
 * What a program that tells its failures as we do says at its end: `error: cannot do this: why`,
 * quoted lines, and a hint, which then are this failure's own.
 */
function ownWords({
  output,
  timedOut,
}: CommandResult): { error: string; hint: string; rest: string } | undefined {
  const lines = output.trimEnd().split(/\r?\n/);
  const hint = /^hint: (.+)/.exec(lines.pop() ?? '')?.[1];
  const at = lines.findLastIndex((line) => !line.startsWith('  |'));
  const error = /^error: (?:cannot [^:]+: )?(.+)/.exec(lines[at] ?? '')?.[1];
  if (timedOut || hint === undefined || error === undefined) return undefined;
  lines.splice(at, 1);
  const rest = lines.map((line) => line.replace(/^ {2}\| ?/, '')).join('\n');
  return { error: printable(error), hint: printable(hint), rest };
}

function reason(operation: RunOperation, result: CommandResult): string {
  const name = commandName(operation.run);
  const said = withoutUsage(result.output, operation.run);
  if (result.timedOut) {
    const after = formatDuration(operation.deadline);
    return `${name} did not end within ${after} and was told to stop`;
  }
  const last = lastLine(said);
  const meaning = operation.exits?.[result.exit];
  if (meaning !== undefined) return last === '' ? meaning : `${meaning}: ${last}`;
  if (result.exit === 0 && operation.says !== undefined)
    return `${name} did not say "${operation.says}"${lastWords(said)}`;
  if (result.exit === KILLED) return `${name} was killed${lastWords(said)}`;
  return `${name} exited ${result.exit}${last === '' ? ' and said nothing' : `: ${last}`}`;
}

/**
 * Output without the lines in which the tools of Proxmox repeat how they are called after they
 * refused something, unless those are all that there is: `qm set <vmid> [OPTIONS]`.
 */
function withoutUsage(output: string, [program = '']: readonly string[]): string {
  const start = `${program.slice(program.lastIndexOf('/') + 1)} `;
  const isUsage = (line: string) => {
    const call = line.trim().replace(/^usage: */i, '');
    return call.startsWith(start) && /<[^>]+>|\[OPTIONS\]/.test(call);
  };
  const others = output.split(/\r?\n/).filter((line) => !isUsage(line));
  return others.every((line) => line.trim() === '') ? output : others.join('\n');
}

function lockHint(output: string, guest: Subject): string | undefined {
  const complaint = lockComplaint(output);
  if (complaint === undefined) return undefined;
  if (complaint.includes('cannot lock /etc/'))
    return 'see who changes accounts (ps -ef), then type the command again';
  if (isOfCluster(complaint))
    return 'see which node works with it (pvesh get /cluster/tasks), then type the command again';
  return `see which job holds it (pvesh get /nodes/localhost/tasks --source active); a lock that a \
killed job left behind goes with pct unlock or qm unlock, then run it again for ${guest}`;
}

function againHint(operation: RunOperation, result: CommandResult): string | undefined {
  if (result.exit !== KILLED) return undefined;
  if (operation.allocates !== undefined)
    return 'type the same command again: what was being made is then freed, and made anew';
  if (operation.defines === undefined) return undefined;
  return 'type the same command again: what is half-made is then recognised and made again';
}

/** `; the last that it said: ...`, for commands whose exit status tells nothing. */
export function lastWords(output: string): string {
  const last = lastLine(output);
  return last === '' ? '' : `; the last that it said: ${last}`;
}

function lastLine(output: string): string {
  return printable(lastLines(output, 1)).replace(/^(?:TASK )?ERROR: /, '');
}

/** The end of an output, without blank lines. */
export function lastLines(output: string, count = LINES): string {
  const lines = output.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.slice(-count).join('\n').trim();
}
