import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/toolchain.mjs';

const page = join(root, 'docs', 'mutation.md');
const TABLE = /(<!-- table of scores -->\n\n)[\s\S]*?(\n\n<!-- end of the table -->)/;

/** Puts the table of scores into docs/mutation.md. @param {string} table */
export function writeTable(table) {
  const text = readFileSync(page, 'utf8');
  if (!TABLE.test(text)) throw new Error('docs/mutation.md has no place for the table');
  writeFileSync(
    page,
    text.replace(TABLE, (_, before, after) => `${before}${table}${after}`),
  );
}
