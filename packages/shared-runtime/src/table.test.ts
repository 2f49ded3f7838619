import { expect, test } from 'vitest';
import { table } from './table.ts';

test('columns are as wide as their widest cell, lines end with text', () => {
  expect(
    table([
      ['ID', 'NAME', 'STATE'],
      ['950', 'größer', ''],
      ['8001', 'x', 'running'],
    ]),
  ).toBe('ID    NAME    STATE\n950   größer\n8001  x       running\n');
  expect(table([])).toBe('');
});
