import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './toolchain.mjs';

const text = (path: string) => readFileSync(join(root, path), 'utf8');
const rows = text('docs/command-line.md')
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => line.split(' | '));

/** `path: name; path: name` of the last cell; a name may hold a semicolon, which no path begins with. */
const shown = (cell = '') =>
  cell
    .replace(/ \|$/, '')
    .split(/; (?=`)/)
    .map((one) => /^`([^`]+)`: (.+)$/.exec(one)?.slice(1) ?? [one, '']);

it('docs/command-line.md has thirty points, each with how, and with a test', () => {
  expect(rows.map(([number]) => number)).toEqual(
    Array.from({ length: 30 }, (_, index) => `| ${index + 1}`),
  );
  expect(rows.filter((cells) => cells.length !== 4)).toEqual([]);
});

it.each(rows.flatMap(([, what = '', , cell]) => shown(cell).map((one) => [what, ...one] as const)))(
  '%s: %s has a test "%s"',
  (_, path = '', name = '') => {
    expect(name).not.toBe('');
    const lines = text(path).split('\n');
    const begins = path.endsWith('.bats') ? /^@test "/ : /\b(?:it|test)\b|^\s*['"`]/;
    const isThere = lines.some(
      (line) =>
        begins.test(line) &&
        [`'${name}'`, `"${name}"`, `\`${name}\``].some((one) => line.includes(one)),
    );
    expect(isThere).toBe(true);
  },
);
