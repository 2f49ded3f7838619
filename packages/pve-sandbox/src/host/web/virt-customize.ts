import { existsSync } from 'node:fs';
import { readMark, writeMark } from '../../machine/image-mark.ts';
import { OWN } from '../../record/files.ts';
import { noteChange } from '../../record/note.ts';
import { sleepScaled } from '../../record/settings.ts';
import { hostPath } from '../../state/paths.ts';
import { splitWords } from './words.ts';

const names = ['install', 'run-command', 'firstboot-command', 'truncate', 'root-password', 'run'];
const more = ['hostname', 'timezone', 'copy-in', 'upload', 'delete', 'password', 'ssh-inject'];
const valued = {
  a: 'add',
  '--format': 'format',
  ...Object.fromEntries([...names, ...more].map((name) => [`--${name}`, name])),
};

/**
 * virt-customize, once it is installed: packages go into what an image says of itself, so that the
 * systems made of it have them; what else is asked for is said and has no effect.
 */
export async function virtCustomize(args: readonly string[]): Promise<number> {
  if (!existsSync(hostPath(`${OWN}/bin/virt-customize`))) {
    process.stderr.write('virt-customize: command not found\n');
    return 127;
  }
  const { options } = splitWords(args, valued, {});
  const image = options.get('add')?.at(-1);
  if (image === undefined) return refuse('you must specify at least one -a or -d option');
  if (!existsSync(image)) return refuse(`libguestfs error: ${image}: No such file or directory`);
  say('Examining the guest ...');
  await sleepScaled('virt-customize', 20);
  const mark = readMark(image);
  if (mark === undefined) {
    return refuse(`no operating systems were found in the guest image`);
  }
  noteChange();
  say('Setting a random seed');
  const packages = (options.get('install') ?? []).flatMap((list) => list.split(','));
  if (packages.length > 0) say(`Installing packages: ${packages.join(' ')}`);
  for (const command of options.get('run-command') ?? []) say(`Running: ${command}`);
  for (const path of options.get('truncate') ?? []) say(`Truncating: ${path}`);
  writeMark(image, { ...mark, packages: [...new Set([...mark.packages, ...packages])] });
  say('Finishing off');
  return 0;
}

let started: number | undefined;

function say(text: string): void {
  started ??= Date.now();
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  process.stdout.write(`[${seconds.padStart(6)}] ${text}\n`);
}

function refuse(why: string): number {
  process.stderr.write(`virt-customize: error: ${why}\n`);
  return 1;
}
