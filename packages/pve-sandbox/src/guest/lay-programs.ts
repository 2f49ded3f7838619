import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OWN } from '../record/files.ts';
import { guestScripts, optionalScripts } from './programs.ts';
import { owners } from './scripts/owners.ts';
import { prelude } from './scripts/prelude.ts';

/** Lays the shell scripts that stand in for programs, in guests and on the host, into a sandbox. */
export function layGuestPrograms(root: string): void {
  const own = join(root, OWN);
  lay(join(own, 'guest/bin'), withPrelude(guestScripts));
  lay(join(own, 'guest/optional'), withPrelude(optionalScripts));
  lay(join(own, 'shared'), { chown: owners, chgrp: owners });
  for (const name of ['guest/conf', 'guest/module'])
    mkdirSync(join(own, name), { recursive: true });
  writeFileSync(join(own, 'guest/id'), '\n');
  writeFileSync(join(own, 'guest-commands.log'), '', { mode: 0o666, flag: 'a' });
}

function withPrelude(scripts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(scripts).map(([name, text]) => [name, prelude + text]));
}

function lay(directory: string, scripts: Readonly<Record<string, string>>): void {
  mkdirSync(directory, { recursive: true });
  for (const [name, text] of Object.entries(scripts)) {
    const file = join(directory, name);
    if (isThere(file, text)) continue;
    writeFileSync(`${file}.new`, text, { mode: 0o755 });
    renameSync(`${file}.new`, file);
  }
}

function isThere(file: string, text: string): boolean {
  try {
    return readFileSync(file, 'utf8') === text;
  } catch {
    return false;
  }
}
