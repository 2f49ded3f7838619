import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { hostPath } from '../../state/paths.ts';
import { err } from '../../state/talk.ts';
import { setActive, setFailed, setInactive } from './active.ts';
import { runHook } from './hooks.ts';
import { disarm } from './timers.ts';
import { lastOf } from './unit-file.ts';
import { activeState, findUnit, fullName, startCommands, type Unit } from './units.ts';

type Verb = 'start' | 'restart' | 'try-restart' | 'reload' | 'reload-or-restart' | 'stop';

/** Starts, restarts, reloads or stops one unit. @returns systemctl's exit code */
export async function change(verb: Verb, asked: string): Promise<number> {
  const name = fullName(asked);
  if (verb === 'stop') return stop(name);
  const unit = findUnit(name);
  if (unit === undefined) {
    err(`Failed to ${verb} ${name}: Unit ${name} not found.\n`);
    return 5;
  }
  if (unit.masked) {
    err(`Failed to ${verb} ${unit.name}: Unit ${unit.name} is masked.\n`);
    return 1;
  }
  const isActive = activeState(unit.name) === 'active';
  if (verb === 'try-restart' && !isActive) return 0;
  if (verb === 'reload' && !isActive) {
    err(`${unit.name} is not active, cannot reload.\n`);
    return 1;
  }
  if (verb === 'start' && isActive) return 0;
  return await begin(unit);
}

function stop(name: string): number {
  const unit = findUnit(name);
  if (disarm(name)) return 0;
  if (unit === undefined && activeState(name) === 'inactive') {
    err(`Failed to stop ${name}: Unit ${name} not loaded.\n`);
    return 5;
  }
  setInactive(unit?.name ?? name);
  return 0;
}

/** Runs what the unit runs at its start: a oneshot's commands really, a daemon only exists. */
async function begin(unit: Unit): Promise<number> {
  const oneshot = unit.file !== undefined && lastOf(unit.file, 'Service', 'Type') === 'oneshot';
  const ran = oneshot ? runOneshot(unit) : startsAtAll(unit);
  const code = ran ? await runHook(unit.name) : 1;
  if (code !== 0) {
    setFailed(unit.name);
    err(
      `Job for ${unit.name} failed because the control process exited with error code.\n` +
        `See "systemctl status ${unit.name}" and "journalctl -xeu ${unit.name}" for details.\n`,
    );
    return 1;
  }
  const remains =
    unit.file !== undefined &&
    /^(yes|true|1|on)$/.test(lastOf(unit.file, 'Service', 'RemainAfterExit') ?? '');
  if (oneshot && !remains) setInactive(unit.name);
  else setActive(unit.name);
  return 0;
}

function runOneshot(unit: Unit): boolean {
  return startCommands(unit).every((line) => {
    const ignores = /^[@:+!]*-/.test(line);
    const words = unquoted(line.replace(/^[-@:+!]+/, ''));
    const [program = '', ...args] = words;
    return spawnSync(program, args, { stdio: 'ignore' }).status === 0 || ignores;
  });
}

/** A daemon whose program does not exist fails at once. */
function startsAtAll(unit: Unit): boolean {
  return startCommands(unit).every((line) => {
    const program = unquoted(line.replace(/^[-@:+!]+/, ''))[0] ?? '';
    return !program.startsWith('/') || existsSync(hostPath(program)) || existsSync(program);
  });
}

const unquoted = (line: string): string[] =>
  [...line.matchAll(/"((?:\\.|[^"\\])*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, plain]) => double?.replace(/\\(.)/g, '$1') ?? single ?? plain ?? '',
  );
