import { expect, test } from 'vitest';
import { divert } from '../../state/talk.ts';
import { programs } from '../schema/tables.ts';
import type { CommandSchema } from '../schema/types.ts';
import { getopt } from './getopt.ts';

const command = (name: string): CommandSchema => {
  const found = programs.pct[name];
  if (found === undefined) throw new Error(name);
  return found;
};
const parse = (name: string, ...args: string[]) => {
  const { values, positional } = getopt(args, command(name));
  return { values: Object.fromEntries(values), positional };
};
const complaints = (name: string, ...args: string[]) => {
  let said = '';
  const back = divert({ out: () => {}, err: (text) => (said += text) });
  try {
    expect(() => getopt(args, command(name))).toThrow('400 unable to parse option');
  } finally {
    back();
  }
  return said;
};

test('options anywhere, one dash or two, any case, with = or without', () => {
  expect(parse('set', '-memory', '512', '101', '--SWAP=7', '--onboot')).toEqual({
    values: { memory: '512', swap: '7', onboot: '' },
    positional: ['101'],
  });
});

test('a value may begin with dashes, a boolean does not take the next option', () => {
  expect(parse('create', '--hostname', '-x', '--unprivileged', '--memory', '1').values).toEqual({
    hostname: '-x',
    unprivileged: '',
    memory: '1',
  });
});

test('a unique beginning is enough', () => {
  expect(parse('set', '--mem', '1').values).toEqual({ memory: '1' });
});

test('what follows two dashes is no option', () => {
  expect(parse('exec', '101', '--', 'ls', '--bogus').positional).toEqual(['101', 'ls', '--bogus']);
});

test('a list is joined', () => {
  expect(parse('set', '--delete', 'a', '--delete', 'b').values).toEqual({ delete: 'a,b' });
});

test('every mistake is told', () => {
  expect(complaints('create', '--bogus', '1', '--memory')).toBe(
    'Unknown option: bogus\nOption memory requires an argument\n',
  );
  expect(complaints('resize', '-1G')).toBe('Unknown option: 1g\n');
});
