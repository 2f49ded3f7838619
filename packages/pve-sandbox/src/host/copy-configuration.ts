import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const BASE = 'usr/local/phoenix_hypervisor';

/** Copies a directory of configuration files to where the host has them, a `bin` beside it too. */
export function copyConfiguration(root: string, etc: string): void {
  copy(etc, join(root, BASE, 'etc'));
  const bin = resolve(etc, '../bin');
  if (existsSync(bin)) copy(bin, join(root, BASE, 'bin'));
}

function copy(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  cpSync(from, to, { recursive: true, dereference: true });
}
