import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { executables } from '../lib/executables.mjs';
import { root } from '../lib/toolchain.mjs';

/** @import { Part } from '../lib/parts.mjs' */

/**
 * What is inside the programs of the package besides Node, as their builds have told it.
 * @returns {{name: string, output: string, parts: Record<string, Part>}[]} of each program: its name, where it
 *   lies in a build, and its parts by NAME@VERSION
 */
export function contents() {
  return executables
    .filter(({ output }) => output.startsWith('bin/'))
    .map(({ name, output }) => {
      const file = join(root, 'packages', name, 'dist', `${name}.parts.json`);
      return { name, output, parts: JSON.parse(readFileSync(file, 'utf8')) };
    });
}

/** The parts of all programs, by NAME@VERSION. @returns {Record<string, Part>} */
export function allParts() {
  const entries = contents().flatMap(({ parts }) => Object.entries(parts));
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
