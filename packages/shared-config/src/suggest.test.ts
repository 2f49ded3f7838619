import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitCommand } from './normalise/command-line.ts';
import { didYouMean, editDistance } from './suggest.ts';

test.each<[string, string, number]>([
  ['', '', 0],
  ['a', '', 1],
  ['kitten', 'sitting', 3],
  ['nestign', 'nesting', 2],
])('from %j to %j it is %i', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
});

test('a distance is the same both ways, and none only between equals', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, b) === 0).toBe(a === b);
    }),
  );
});

test.each<[string, string | undefined]>([
  ['memmory_mb', 'memory_mb'],
  ['Cores', 'cores'],
  ['colour', undefined],
  ['x', undefined],
])('%s: %s', (word, meant) => {
  expect(didYouMean(word, ['memory_mb', 'cores', 'ip'])).toBe(meant);
});

test.each<[string, string[], string[]]>([
  ['curl -s --fail http://localhost:6333', ['curl', '-s', '--fail', 'http://localhost:6333'], []],
  ['  a   b ', ['a', 'b'], []],
  [`a 'b c' "d e" f\\ g`, ['a', 'b c', 'd e', 'f g'], []],
  [`a '' ""`, ['a', '', ''], []],
  [`"a \\" \\x \\$H" '\\'`, ['a " \\x $H', '\\'], []],
  [`a'b'"c"`, ['abc'], []],
  ['a | b && c ; d > e', ['a', '|', 'b', '&&', 'c', ';', 'd', '>', 'e'], ['|', '&&', ';', '>']],
  ['echo "$(id) `id`" \'$(id)\'', ['echo', '$(id) `id`', '$(id)'], ['$(', '`']],
  ['grep \'a|b\' "c;d"', ['grep', 'a|b', 'c;d'], []],
])('%s', (text, words, operators) => {
  expect(splitCommand(text)).toEqual({ words, operators });
});

test('words that are quoted come back as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (words) => {
      const text = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
      expect(splitCommand(text).words).toEqual(words);
    }),
  );
});
