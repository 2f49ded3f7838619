import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './machine.ts';
import { type Page, pageOf } from './page.ts';

/** Every page that says what to type: the README, docs, and those of the packages. */
export function pages(): (readonly [string, Page])[] {
  return globSync(['README.md', 'docs/**/*.md', 'packages/*/README.md'], { cwd: ROOT })
    .sort()
    .map((name) => [name, pageOf(readFileSync(join(ROOT, name), 'utf8'))]);
}
