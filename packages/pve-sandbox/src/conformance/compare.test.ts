import { expect, test } from 'vitest';
import { inOrder, withoutChatter } from './chatter.ts';
import { cleaner, compare } from './compare.ts';

test('chatter goes with the empty lines beside it, other lines stay', () => {
  const text =
    "create full clone\nFormatting 'x'\n\nNumber of files: 3\nsent 5 bytes\n\nlast\n\nown\n";
  expect(withoutChatter(text)).toBe('create full clone\nlast\n\nown\n');
});

test("Python's patterns, with their flags", () => {
  const clean = cleaner(['(?m)(?<=^snaptime: )\\d+', '(?i)ABC']);
  expect(clean('a: 1\nsnaptime: 17\nabc')).toBe('a: 1\nsnaptime: \n');
});

test("lines in Perl's hash order are a set", () => {
  const lines = (...keys: string[]) =>
    keys.map((key) => `${key}: property is missing and it is not optional\n`).join('');
  expect(inOrder(`x\n${lines('b', 'a')}`)).toBe(inOrder(`x\n${lines('a', 'b')}`));
});

test('exit, texts and files are judged, members of a parallel step each', () => {
  const scenario = {
    name: 's',
    steps: [
      {
        argv: ['pct', 'list'],
        exit: 0,
        stdout: 'a\n',
        stderr: '',
        files: { '/f': 'x\n', '/g': null },
      },
      {
        parallel: [
          { argv: ['a'], exit: 0 },
          { argv: ['b'], exit: 1 },
        ],
      },
    ],
  };
  const judged = compare(scenario, [
    { outcomes: [{ exit: 2, stdout: 'b\n', stderr: '' }], files: { '/f': 'x\n', '/g': 'y' } },
    {
      outcomes: [
        { exit: 0, stdout: '', stderr: '' },
        { exit: 0, stdout: '', stderr: '' },
      ],
      files: {},
    },
  ]);
  expect(
    judged.map(({ command, differences }) => [command, differences.map(({ what }) => what)]),
  ).toEqual([
    ['pct list', ['exit', 'stdout', '/g']],
    ['a', []],
    ['b', ['exit']],
  ]);
});
