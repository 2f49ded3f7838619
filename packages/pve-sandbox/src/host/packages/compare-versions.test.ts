import { expect, test } from 'vitest';
import { compareVersions } from './compare-versions.ts';

test.each([
  ['1.0-1', 'lt', '1.0-2', true],
  ['1.10', 'gt', '1.9', true],
  ['1:0.1', 'gt', '9.9', true],
  ['1.0~rc1', 'lt', '1.0', true],
  ['1.0+b1', 'ge', '1.0', true],
  ['9.2.11', 'eq', '9.2.11', true],
  ['9.2.11', 'ne', '9.2.11', false],
  ['2.0a', 'le', '2.0', false],
])('%s %s %s is %s', (a, operator, b, expected) => {
  expect(compareVersions(a, operator, b)).toBe(expected);
});
