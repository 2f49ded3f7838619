import { spawnSync } from 'node:child_process';
import { noteChange } from '../../record/note.ts';
import { settings } from '../../record/settings.ts';
import { writeText } from '../../state/files.ts';
import { Refusal } from '../../state/refusal.ts';
import { err } from '../../state/talk.ts';
import { spawnSelf } from '../own-command.ts';
import { startTimeOf } from '../processes.ts';
import { has, optionOf, readOptions, type Words } from '../read-options.ts';
import { timeSpan } from './time-span.ts';
import { setTimer, timerIsArmed } from './timers.ts';
import { findUnit, fullName } from './units.ts';

const valued = [
  'unit',
  'u',
  'on-active',
  'on-boot',
  'on-calendar',
  'on-startup',
  'on-unit-active',
  'property',
  'p',
  'timer-property',
  'description',
  'setenv',
  'E',
  'slice',
  'uid',
  'gid',
  'nice',
  'working-directory',
  'service-type',
  'host',
  'machine',
  'M',
  'H',
];

/** systemd-run: a command as a transient service, or later, with --on-active=SPAN. */
export function systemdRun(args: readonly string[]): number {
  const words = readWords(args);
  const span = optionOf(words, 'on-active');
  const name = (optionOf(words, 'unit', 'u') ?? `run-r${process.pid}`).replace(
    /\.(service|timer)$/,
    '',
  );
  if (words.operands.length === 0) {
    throw new Refusal(
      span === undefined ? 'Command line to execute required.' : 'Executable not specified.',
      1,
    );
  }
  if (span === undefined) return runNow(words, name);
  const seconds = timeSpan(span);
  if (seconds === undefined) {
    throw new Refusal(`Failed to parse timer value '${span}': Invalid argument`, 1);
  }
  const timer = `${name}.timer`;
  if (timerIsArmed(timer) || findUnit(fullName(timer)) !== undefined) {
    throw new Refusal(
      `Failed to start transient timer unit: Unit ${timer} was already loaded or has a fragment file.`,
      1,
    );
  }
  noteChange();
  arm(timer, seconds, words);
  if (!has(words, 'q', 'quiet')) {
    err(`Running timer as unit: ${timer}\nWill run service as unit: ${name}.service\n`);
  }
  return 0;
}

/** Options end at the first word of the command. */
function readWords(args: readonly string[]): Words {
  const at = args.findIndex((word, index) => {
    const before = args[index - 1] ?? '';
    const takes = /^--?[\w-]+$/.test(before) && valued.includes(before.replace(/^--?/, ''));
    return word === '--' || (!word.startsWith('-') && !takes);
  });
  const options = at < 0 ? args : args.slice(0, at);
  const command = at < 0 ? [] : args.slice(args[at] === '--' ? at + 1 : at);
  return { ...readOptions(options, valued), operands: [...command] };
}

/** The waiting goes on by itself, in a process of its own, whatever becomes of the caller. */
function arm(name: string, seconds: number, words: Words): void {
  const pairs = [...(words.options.get('setenv') ?? []), ...(words.options.get('E') ?? [])].map(
    (pair) => [pair.split('=')[0] ?? '', pair.split('=').slice(1).join('=')],
  );
  const child = spawnSelf(['__timer', name], { stdio: 'ignore', cwd: '/' });
  const { pid } = child;
  if (pid === undefined) throw new Refusal('Failed to start transient timer unit', 1);
  child.unref();
  setTimer(name, {
    pid,
    born: startTimeOf(pid) ?? '',
    due: Date.now() + realSeconds(seconds) * 1000,
    argv: words.operands,
    environment: Object.fromEntries(pairs),
  });
  writeText(
    `/run/systemd/transient/${name}`,
    `[Timer]\nOnActiveSec=${seconds}s\nRemainAfterElapse=no\n`,
  );
}

/**
 * Where time passes faster, timers do too, but never in less than 2 s: who arms one to be undone
 * needs real time for what it does. At time scale 0 they take their real time.
 */
function realSeconds(seconds: number): number {
  const { timeScale } = settings();
  return timeScale === 0 ? seconds : Math.max(seconds * timeScale, Math.min(seconds, 2));
}

function runNow(words: Words, name: string): number {
  noteChange();
  if (!has(words, 'q', 'quiet')) err(`Running as unit: ${name}.service\n`);
  const [program = '', ...args] = words.operands;
  const seen = has(words, 'pipe', 'P', 't', 'pty', 'scope') ? 'inherit' : 'ignore';
  const { status } = spawnSync(program, args, { stdio: ['ignore', seen, seen] });
  return has(words, 'wait', 'pipe', 'P', 't', 'pty', 'scope') ? (status ?? 1) : 0;
}
