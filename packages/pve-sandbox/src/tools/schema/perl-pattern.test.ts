import { expect, test } from 'vitest';
import { perlPattern } from './perl-pattern.ts';
import { programs } from './tables.ts';

const patterns = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'pattern' in value && typeof value.pattern === 'string' ? [value.pattern] : [];
  return [...own, ...Object.values(value).flatMap(patterns)];
};

test('every pattern of the schemas can be read', () => {
  const all = [...new Set(patterns(programs))];
  expect(all.length).toBeGreaterThan(20);
  for (const pattern of all) expect(() => perlPattern(pattern), pattern).not.toThrow();
});

test.each([
  ['(?^u:(?^u:([+-])([a-z]+))(;(?^u:([+-])([a-z]+)))*)', '+aes;-pcid', true],
  ['(?^u:(?^u:([+-])([a-z]+))(;(?^u:([+-])([a-z]+)))*)', 'aes', false],
  ['(?^i:abc)', 'ABC', true],
  ['[A-Za-z0-9\\-_\\s]{,8}', 'short', true],
  ['[A-Za-z0-9\\-_\\s]{,8}', 'much too long', false],
])('%s against %s', (pattern, value, matches) => {
  expect(perlPattern(pattern).test(value)).toBe(matches);
});
