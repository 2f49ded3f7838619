import { expect, test } from 'vitest';
import { timeSpan } from './time-span.ts';

test.each([
  ['90', 90],
  ['90s', 90],
  ['2min 20s', 140],
  ['1h30m', 5400],
  ['500ms', 0.5],
  ['soon', undefined],
  ['5 apples', undefined],
  ['', undefined],
])('%s is %s seconds', (text, expected) => expect(timeSpan(text)).toBe(expected));
