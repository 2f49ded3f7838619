import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../scripts/lib/toolchain.mjs';

const page = readFileSync(join(root, 'docs', 'security.md'), 'utf8');

/** The rows of the table of trust: who, and the last cell, which names tests. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('|') && line.split('|').length === 7)
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .slice(2)
  .map((cells) => [cells[1] ?? '', cells[5] ?? ''] as const);

it('has a row for all that Phoenix meets', () => {
  expect(rows.length).toBeGreaterThan(10);
});

it.each(rows)('%s: the tests that hold it are there', (_, cell) => {
  const named = [...cell.matchAll(/`([^`]+)`: ((?:"[^"]+"(?:, )?)+)/g)];
  expect(named.map(([whole]) => whole).join('; ')).toBe(cell);
  for (const [, file = '', titles = ''] of named) {
    expect(existsSync(join(root, file)), file).toBe(true);
    const text = readFileSync(join(root, file), 'utf8');
    for (const [, title = ''] of titles.matchAll(/"([^"]+)"/g)) expect(text).toContain(title);
  }
});
