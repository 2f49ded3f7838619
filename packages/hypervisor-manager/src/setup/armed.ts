import { type Operation, quoteArgv, type Undo } from '@phoenix/shared-runtime';
import type { Look } from './step.ts';

/**
 * A change that may cut the host off goes back by itself: a timer of systemd is armed before it,
 * and stopped only when the host was found to be reachable. The timer needs neither Phoenix nor a
 * terminal; it ends with a restart of the host, after which the new state counts.
 */
export interface Arming {
  /** Word that tells it from others: `network`. */
  readonly name: string;
  /** The files that will change, as they are before; undefined: such a file is not there. */
  readonly before: Readonly<Record<string, string | undefined>>;
  /** Commands that bring the files into effect after they are back. */
  readonly reload: readonly (readonly string[])[];
}

/** What is there of an earlier arming. */
export interface Armed {
  /** A timer runs that will take the change back. */
  readonly isArmed: boolean;
  /** The files as they will be then; undefined: such a file will not be there. */
  readonly before: Readonly<Record<string, string | undefined>>;
}

/** Seconds from arming until the change is taken back; what lies between has to take less. */
const SECONDS = 90;

const folderOf = (name: string) => `/var/lib/phoenix/rollback/${name}`;
const scriptOf = (name: string) => `${folderOf(name)}/go-back`;
const indexOf = (name: string) => `${folderOf(name)}/files`;
const savedOf = (name: string, path: string) => `${folderOf(name)}/saved${path}`;
const unitOf = (name: string) => `phoenix-${name}-rollback`;

/** Looks whether a change of an earlier run still waits to be confirmed or taken back. */
export async function observeArmed(host: Look, name: string): Promise<Armed> {
  const timer = `${unitOf(name)}.timer`;
  if (!host.exists(`/run/systemd/transient/${timer}`)) return { isArmed: false, before: {} };
  const { exit } = await host.query(['systemctl', 'is-active', timer]);
  if (exit !== 0) return { isArmed: false, before: {} };
  const lines = (host.read(indexOf(name)) ?? '').split('\n').filter((line) => line !== '');
  const before = lines.map((path) => [path, host.read(savedOf(name, path))] as const);
  return { isArmed: true, before: Object.fromEntries(before) };
}

/** Files as they are, or as they will be once an armed change has gone back. */
export function filesBefore(
  files: Readonly<Record<string, string | undefined>>,
  { before }: Armed,
): Record<string, string | undefined> {
  return { ...files, ...before };
}

/** Saves the files, writes down the way back, and arms the timer; the change comes after these. */
export function arm(arming: Arming): Operation[] {
  const { name, before } = arming;
  const cause = 'the way back, should the host be cut off';
  const saved = Object.entries(before).flatMap(([path, content]): Operation[] =>
    content === undefined
      ? []
      : [{ id: `save ${path}`, cause, write: savedOf(name, path), content, mode: 0o600 }],
  );
  return [
    ...saved,
    {
      id: 'list of files',
      cause,
      write: indexOf(name),
      content: Object.keys(before)
        .map((path) => `${path}\n`)
        .join(''),
    },
    { id: 'way back', cause, write: scriptOf(name), content: scriptText(arming), mode: 0o700 },
    {
      id: 'arm',
      doing: `arm the way back of the ${name}`,
      cause: `the ${name} goes back by itself after ${SECONDS} s unless it is confirmed`,
      run: [
        'systemd-run',
        `--on-active=${SECONDS}`,
        '--timer-property=AccuracySec=1s',
        '--collect',
        `--unit=${unitOf(name)}`,
        '--',
        '/bin/sh',
        scriptOf(name),
      ],
      effect: 'change',
      deadline: 20,
    },
  ];
}

/** The script takes back a change however often it is called, and by whom. */
function scriptText({ name, before, reload }: Arming): string {
  const restored = Object.entries(before).map(([path, content]) => {
    if (content === undefined) return quoteArgv(['rm', '-f', '--', path]);
    const half = `${path}.phoenix-back`;
    const copied = quoteArgv(['cp', '--', savedOf(name, path), half]);
    return `${copied} && ${quoteArgv(['mv', '-f', '--', half, path])} || result=1`;
  });
  return `${[
    '#!/bin/sh',
    `# Takes the ${name} back to the state before the last change by Phoenix.`,
    'result=0',
    `exec 9>${quoteArgv([`${folderOf(name)}/lock`])}`,
    'flock 9',
    ...restored,
    ...reload.map((argv) => `${quoteArgv(argv)} || result=1`),
    `systemctl stop ${unitOf(name)}.timer 2>/dev/null`,
    'exit $result',
  ].join('\n')}\n`;
}

/** Lets the new state stay; fails when it has gone back meanwhile. */
export function confirm(name: string): Operation {
  return {
    id: 'confirm',
    doing: `confirm the new ${name}`,
    cause: 'the host was found to be reachable',
    run: ['systemctl', 'stop', `${unitOf(name)}.timer`],
    effect: 'change',
    deadline: 20,
  };
}

/** Takes back what an earlier run has armed and never confirmed. */
export function goBack(name: string, cause: string): Operation {
  return {
    id: 'go back',
    doing: `take the ${name} back to the state before the change`,
    cause,
    run: ['/bin/sh', scriptOf(name)],
    effect: 'change',
    deadline: SECONDS,
  };
}

/** What is done when anything between arming and confirming fails; the timer would do the same. */
export function wayBack(name: string): Undo {
  return {
    after: 'arm',
    before: 'confirm',
    operations: [goBack(name, 'the change failed')],
  };
}
