import { expect, test } from 'vitest';
import type { Operation } from '../../operation.ts';
import { comesOf, isMadeBefore } from './earlier.ts';

const plan = (...ids: string[]) => ({
  operations: ids.map((id): Operation => ({ id, cause: '', write: '/x', content: '' })),
  problems: [],
});

test.each([
  ['made', plan()],
  ['made', plan('set', 'stop', 'start', 'ready')],
  ['stopped', plan('start', 'ready', 'stop', 'template')],
  ['refused', { ...plan('stop'), problems: [{ message: 'no' }] }],
] as const)('%s', (wanted, given) => {
  expect(comesOf(given)).toBe(wanted);
});

test('what is stopped in the end has been made, what is refused has not', () => {
  expect((['made', 'stopped', 'refused', undefined] as const).map(isMadeBefore)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
