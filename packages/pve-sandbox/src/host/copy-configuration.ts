import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const BASE = 'usr/local/phoenix_hypervisor';

/** Copies a directory of configuration files to where the host has them, a `bin` beside it too. */
export function copyConfiguration(root: string, etc: string): void {
  copy(etc, join(root, BASE, 'etc'));
  const bin = resolve(etc, '../bin');
  if (existsSync(bin)) copy(bin, join(root, BASE, 'bin'));
}

/** What links point to is copied, at any depth (cpSync leaves links below the first), since the host does not see it. */
function copy(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    const [source, target] = [join(from, name), join(to, name)];
    const found = statSync(source, { throwIfNoEntry: false });
    if (found?.isDirectory()) copy(source, target);
    else if (found?.isFile()) copyFileSync(source, target);
  }
}
