import { expect, it } from 'vitest';
import { foreignRules, optionIn, withDeclared } from './file.ts';

const ON = { options: { enable: '1' }, rules: [] };
const OWN = 'IN ACCEPT # phoenix';

it.each([
  ['', '[OPTIONS]\n\nenable: 1\n'],
  ['[OPTIONS]\nenable: 1\n', '[OPTIONS]\nenable: 1\n'],
  ['[OPTIONS]\n enable:1 \n', '[OPTIONS]\n enable:1 \n'],
  ['[options] # x\nEnable:   0\n', '[options] # x\nenable: 1\n'],
  ['[OPTIONS]\n\nlog: a:b\n\n[RULES]\n', '[OPTIONS]\n\nlog: a:b\nenable: 1\n\n[RULES]\n'],
  ['[RULES]\nenable: 0\n', '[OPTIONS]\n\nenable: 1\n\n[RULES]\nenable: 0\n'],
  ['[OPTIONS]\n[RULES]\nenable: 0\n', '[OPTIONS]\nenable: 1\n[RULES]\nenable: 0\n'],
  ['[OPTIONS]\nenabled: 0\n', '[OPTIONS]\nenabled: 0\nenable: 1\n'],
  ['[OPTIONS]\nenable : 0\n', '[OPTIONS]\nenable: 1\n'],
  [
    '[group a]\nenable: 0\n\n[OPTIONS]\nenable: 0\n',
    '[group a]\nenable: 0\n\n[OPTIONS]\nenable: 1\n',
  ],
  // A bracket within a line begins no section; one behind blanks does.
  ['[OPTIONS]\n# as in [1]\nenable: 0\n', '[OPTIONS]\n# as in [1]\nenable: 1\n'],
  ['[OPTIONS]\n  [RULES]\nenable: 0\n', '[OPTIONS]\nenable: 1\n  [RULES]\nenable: 0\n'],
  ['[OPTIONS]\nlog: a\n  \n[RULES]\n', '[OPTIONS]\nlog: a\nenable: 1\n  \n[RULES]\n'],
])('switched on: %j', (before, after) => expect(withDeclared(before, ON)).toBe(after));

const put = (text: string, ...rules: string[]) => withDeclared(text, { options: {}, rules });

it.each([
  ['', [], ''],
  ['', [OWN], `[RULES]\n\n${OWN}\n`],
  ['[OPTIONS]\n', [OWN], `[OPTIONS]\n\n[RULES]\n\n${OWN}\n`],
  ['[RULES]\n\nIN DROP\n', [OWN], `[RULES]\n\n${OWN}\nIN DROP\n`],
  ['[RULES]\n', [OWN], `[RULES]\n${OWN}\n`],
  [
    `[RULES]\nIN DROP\n${OWN}\nOUT DROP\nIN X # phoenix: x\n`,
    [OWN],
    `[RULES]\nIN DROP\n${OWN}\nOUT DROP\n`,
  ],
  [
    `[RULES]\n${OWN}\n\n[group a]\nIN DROP # phoenix\n`,
    [],
    '[RULES]\n\n[group a]\nIN DROP # phoenix\n',
  ],
  [`[RULES]\n${OWN}\n`, [OWN], `[RULES]\n${OWN}\n`],
  ['[RULES]\n\nIN DROP\nOUT DROP\nIN X\n', [OWN], `[RULES]\n\n${OWN}\nIN DROP\nOUT DROP\nIN X\n`],
  ['[RULES]\n  \nIN DROP\n', [OWN], `[RULES]\n  \n${OWN}\nIN DROP\n`],
  // Moved by hand between those of others, they are left where they are.
  [
    `[RULES]\n${OWN}\nIN DROP\nIN X # phoenix\n`,
    [OWN, 'IN X # phoenix'],
    `[RULES]\n${OWN}\nIN DROP\nIN X # phoenix\n`,
  ],
])('rules: %j', (before, rules, after) => expect(put(before, ...rules)).toBe(after));

it('options are those of their section', () => {
  const text = '[GROUP]\na: 0\n[OPTIONS]\na: 1:2 \n# b: 3\n[RULES]\nc: 4\n';
  expect(['a', 'b', 'c'].map((key) => optionIn(text, key))).toEqual(['1:2', undefined, undefined]);
  expect(optionIn('a: 1\n', 'a')).toBeUndefined();
  expect(optionIn('[OPTIONS]\na:1\n', 'a')).toBe('1');
  expect(optionIn('[OPTIONS]\n A :  x:1 \n', 'a')).toBe('x:1');
});

it('rules of others', () => {
  const text = `IN A\n[RULES]\n\n# no\n  IN B\n${OWN}\nGROUP c\n[group c]\nIN D\n`;
  expect(foreignRules(text)).toEqual(['  IN B', 'GROUP c']);
  expect(foreignRules('IN A\n')).toEqual([]);
});
