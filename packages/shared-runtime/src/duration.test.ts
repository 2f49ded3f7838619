import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDuration, parseDuration } from './duration.ts';

test.each([
  ['90s', 90],
  ['5m', 300],
  ['1h30m', 5400],
  ['500ms', 0.5],
  ['1.5h', 5400],
  ['45', 45],
  ['0', 0],
  ['', undefined],
  ['5x', undefined],
  ['-5m', undefined],
  ['m', undefined],
  ['5 m', undefined],
])('%j is %s seconds', (text, seconds) => expect(parseDuration(text)).toBe(seconds));

test.each([
  [0, '0s'],
  [0.42, '0.4s'],
  [9.97, '10s'],
  [12.4, '12s'],
  [90, '1m30s'],
  [3600, '1h'],
  [7325, '2h2m'],
  [86_400 * 3 + 60, '3d'],
])('%s seconds are %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

test('what is formatted is read back, to within its second unit', () => {
  fc.assert(
    fc.property(fc.nat(10 * 86_400), (seconds) => {
      const back = parseDuration(formatDuration(seconds));
      const slack = seconds >= 86_400 ? 3600 : seconds >= 3600 ? 60 : 1;
      expect(Math.abs((back ?? Number.NaN) - seconds)).toBeLessThan(slack);
    }),
  );
});
