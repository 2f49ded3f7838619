import type { Operation, PlanProblem, RunOperation, Undo } from '@phoenix/shared-runtime';
import type { Armed } from './observe.ts';
import { places, SECONDS } from './places.ts';
import { type Arming, scriptText } from './script.ts';

/**
 * A change that may cut the host off is on trial first: copies of its files and a script that puts
 * them back are written, a timer of systemd that calls the script is armed, then the change is made
 * and checked, and only then the timer is stopped. The timer needs neither Phoenix nor a terminal.
 * What a run leaves behind that was killed
 *
 * - before it armed: copies that the next run writes anew; nothing has changed.
 * - after it armed, with the change made in part or not at all, or made and failing its checks: the
 *   timer takes it back after 90 s. A run that comes earlier takes it back itself, then changes.
 * - after the change, which passes its checks: the next run checks once more and confirms.
 * - while it was being taken back: the script goes on by itself. Where it dies too, the timer is
 *   still there and calls it again.
 *
 * A restart of the host ends the trial; the new state counts then.
 */
export function onTrial(
  arming: Arming,
  changes: readonly Operation[],
  checks: readonly RunOperation[],
): { operations: Operation[]; undo: Undo } {
  const { name } = arming;
  return {
    operations: [...arm(arming), ...changes, ...checks, confirm(name)],
    undo: {
      after: 'arm',
      before: 'confirm',
      operations: [goBack(name, `the new ${name} does not work`)],
    },
  };
}

/** Checks a change that was left on trial, and lets it stay. */
export function confirmation(name: string, checks: readonly RunOperation[]): Operation[] {
  return [...checks, confirm(name)];
}

/** Takes back at once what was left on trial and is not as declared, or does not work. */
export function firstBack(name: string, { state }: Armed): Operation[] {
  if (state !== 'on trial') return [];
  return [goBack(name, `an earlier change of the ${name} was never confirmed`)];
}

/** Nothing can be planned while files are being put back. */
export function trialProblems(name: string, { state }: Armed): PlanProblem[] {
  if (state !== 'going back') return [];
  return [
    {
      message: `cannot change the ${name}: an earlier change of it is being taken back at this moment`,
      hint: `type the command again when systemctl is-active ${places.service(name)} says inactive`,
    },
  ];
}

function arm(arming: Arming): Operation[] {
  const { name, before } = arming;
  const cause = `the way back, should the new ${name} not work`;
  const paths = Object.keys(before);
  const copies = Object.entries(before).flatMap(([path, content]) =>
    content === undefined ? [] : [{ path, content }],
  );
  return [
    ...copies.map(({ path, content }) => ({
      id: `save ${path}`,
      cause,
      write: places.saved(name, path),
      content,
      mode: 0o600,
    })),
    {
      id: 'list of files',
      cause,
      write: places.list(name),
      content: paths.map((path) => `${path}\n`).join(''),
    },
    { id: 'way back', cause, write: places.script(name), content: scriptText(arming), mode: 0o700 },
    {
      id: 'arm',
      doing: `arm the way back of the ${name}`,
      cause: `the ${name} goes back by itself after ${SECONDS} s unless it is confirmed`,
      run: [
        'systemd-run',
        `--on-active=${SECONDS}`,
        '--timer-property=AccuracySec=1s',
        '--collect',
        `--unit=${places.timer(name).replace(/\.timer$/, '')}`,
        '/bin/sh',
        places.script(name),
      ],
      effect: 'change',
      deadline: 10,
    },
  ];
}

/** Fails when the timer is gone, and with it the change. */
function confirm(name: string): Operation {
  return {
    id: 'confirm',
    doing: `confirm the new ${name}`,
    cause: 'it works, so it may stay',
    run: ['systemctl', 'stop', places.timer(name)],
    effect: 'change',
    deadline: 10,
    hint: `where the timer was due already, the ${name} is as it was before; phoenix plan --host shows it`,
  };
}

function goBack(name: string, cause: string): Operation {
  return {
    id: 'go back',
    doing: `take the ${name} back to the state before the change`,
    cause,
    run: ['/bin/sh', places.script(name)],
    effect: 'change',
    deadline: SECONDS,
  };
}
