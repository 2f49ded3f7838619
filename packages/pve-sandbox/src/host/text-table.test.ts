import { expect, test } from 'vitest';
import { textTable } from './text-table.ts';

const columns = [{ head: 'NAME' }, { head: 'SIZE', right: true }, { head: 'PLACE' }];
const rows = [
  ['a-long-name', '1G', '/'],
  ['b', '512M', ''],
];

test('columns are as wide as their longest cell, the last is not padded', () => {
  expect(textTable(columns, rows)).toBe(
    'NAME        SIZE PLACE\na-long-name   1G /\nb           512M \n',
  );
});

test('without headings cells alone make the width', () => {
  expect(textTable(columns, [['b', '1G', '/x']], { gap: '  ', headings: false })).toBe(
    'b  1G  /x\n',
  );
});
