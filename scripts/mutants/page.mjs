import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/toolchain.mjs';
import { tableOf } from './score.mjs';

const MUTATION = join(root, 'docs', 'mutation.md');
const TABLE = /(<!-- table of scores -->\n\n)[\s\S]*?(\n\n<!-- end of the table -->)/;

/**
 * Puts the table of scores into docs/mutation.md. Refuses when nothing was tried of a part, whose figures would be lost.
 * @param {readonly import('./score.mjs').Score[]} scores
 * @param {string} [page]
 */
export function writeTable(scores, page = MUTATION) {
  if (scores.length === 0 || scores.some(({ tried }) => tried === 0))
    throw new Error(`cannot write ${page}: there are parts of which nothing was tried`);
  const text = readFileSync(page, 'utf8');
  if (!TABLE.test(text)) throw new Error(`cannot write ${page}: it has no place for the table`);
  writeFileSync(
    page,
    text.replace(TABLE, (_, before, after) => `${before}${tableOf(scores)}${after}`),
  );
}
