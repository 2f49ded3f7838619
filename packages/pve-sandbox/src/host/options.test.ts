import { expect, test } from 'vitest';
import { readOptions } from './options.ts';

const grammar = { program: 'lsblk', short: 'Jbo:', long: { json: 'J', output: 'o' } };

test.each([
  ['-Jbo NAME,SIZE /dev/sdb', ['J', 'b'], 'NAME,SIZE', ['/dev/sdb']],
  ['/dev/sdb --json --output=NAME', ['J'], 'NAME', ['/dev/sdb']],
  ['--output NAME -- -x', [], 'NAME', ['-x']],
  ['-oNAME', [], 'NAME', []],
])('%s', (line, flags, output, words) => {
  const options = readOptions(line.split(' '), grammar);
  expect(['J', 'b'].filter((letter) => options.has(letter))).toEqual(flags);
  expect(options.value('o')).toBe(output);
  expect(options.words).toEqual(words);
});

test.each([
  ['-x', "lsblk: invalid option -- 'x'"],
  ['--foo', "lsblk: unrecognized option '--foo'"],
  ['-o', "lsblk: option requires an argument -- 'o'"],
])('%s is refused', (word, text) => {
  expect(() => readOptions([word], grammar)).toThrow(text);
});
