import { quoteArgv } from '@phoenix/shared-runtime';
import { places } from './places.ts';

/** A change that goes back by itself. */
export interface Arming {
  /** Word that tells it from others: `network`. */
  readonly name: string;
  /** The files that will change, with their content before; undefined: there is no such file. */
  readonly before: FilesBefore;
  /** Commands that bring the files into effect after they are back. */
  readonly reload: readonly (readonly string[])[];
}

/** Contents of files by path; undefined where there is none. */
export type FilesBefore = Readonly<Record<string, string | undefined>>;

/**
 * The script that takes a change back, however often it is called and by whom: each file is whole
 * at each moment, two calls follow one another, and the timer is stopped only when all is back. A
 * name that begins with a dot is no file that `source interfaces.d/*` would read; modes cannot be
 * set on the cluster file system, and need not be.
 */
export function scriptText({ name, before, reload }: Arming): string {
  const files = Object.entries(before).map(([path, content]) =>
    content === undefined
      ? `${quoteArgv(['rm', '-f', '--', path])} || result=1`
      : `back ${quoteArgv([places.saved(name, path), path, halfOf(path)])} || result=1`,
  );
  const commands = reload.map((argv) => `${quoteArgv(argv)} || result=1`);
  return `${[
    '#!/bin/sh',
    `# Takes the ${name} back to the state before the last change by Phoenix.`,
    `exec 9>${quoteArgv([places.lock(name)])}`,
    'flock 9',
    'result=0',
    'back() {',
    '  cat -- "$1" >"$3" || return 1',
    '  chmod --reference="$2" -- "$3" 2>/dev/null || :',
    '  mv -f -- "$3" "$2"',
    '}',
    ...files,
    ...commands,
    `[ $result -ne 0 ] || systemctl stop ${places.timer(name)} 2>/dev/null || :`,
    'exit $result',
  ].join('\n')}\n`;
}

function halfOf(path: string): string {
  const at = path.lastIndexOf('/') + 1;
  return `${path.slice(0, at)}.${path.slice(at)}.phoenix-back`;
}
