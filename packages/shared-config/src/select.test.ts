import { expect, test } from 'vitest';
import { select } from './select.ts';
import { container, load, machine } from './testing/world.ts';

const declared = load({
  lxc: {
    900: container({ name: 'base' }),
    950: container({ name: 'Nginx-Rag' }),
    951: container({ name: 'twin', tags: ['web', 'old'] }),
    953: container({ name: 'twin' }),
    955: container({ name: '1234' }),
  },
  vms: [machine({ name: 'docker', tags: 'web' })],
});

test.each<[string[], number[]]>([
  [['950'], [950]],
  [
    ['docker', 'base'],
    [8000, 900],
  ],
  [['950:955'], [950, 951, 953, 955]],
  [['@web'], [951, 8000]],
  [['@web,-@old'], [8000]],
  [
    ['953,900', '953'],
    [953, 900],
  ],
  [['950:955,-953'], [950, 951, 955]],
  [
    ['-953', '950:955'],
    [950, 951, 955],
  ],
  [
    ['950:955', '-951:953'],
    [950, 955],
  ],
  [['all'], [900, 950, 951, 953, 955, 8000]],
  [
    ['all', '-docker'],
    [900, 950, 951, 953, 955],
  ],
  [['-950'], [900, 951, 953, 955, 8000]],
  [['1234'], [955]],
  [[' 950 , 951 '], [950, 951]],
  [['950', '-950'], []],
  [[], []],
])('%j is %j', (words, ids) => {
  expect(select(declared, words)).toMatchObject({ ids, unknown: [] });
});

test('words that name one guest are told from all and ranges', () => {
  expect([...select(declared, ['950:955', 'base', '951', 'all']).named]).toEqual([900, 951]);
});

test.each<[string, string, string | undefined]>([
  ['0900', 'is no guest id: it begins with 0', 'did you mean 900?'],
  ['958', 'is not declared', 'did you mean 950?'],
  ['77777', 'is not declared', undefined],
  ['nginx-rag', 'is neither the id nor the name of a declared guest', 'did you mean Nginx-Rag?'],
  ['dokcer', 'is neither the id nor the name of a declared guest', 'did you mean docker?'],
  ['--foo', 'is neither the id nor the name of a declared guest', undefined],
  ['1e3', 'is neither the id nor the name of a declared guest', undefined],
  ['a|b', 'is neither the id nor the name of a declared guest', undefined],
  ['955:950', 'is no range: it ends before it begins', 'write 950:955'],
  ['0950:955', 'is no range of ids: an id does not begin with 0', undefined],
  ['100:200', 'holds no declared guest', undefined],
  ['@wep', 'is the tag of no declared guest', 'did you mean @web?'],
  ['@none', 'is the tag of no declared guest', 'there are @old, @web'],
  ['twin', 'is the name of several guests: 951, 953', 'use the id instead of twin'],
  ['-958', 'is not declared', 'did you mean 950?'],
])('%s %s', (word, message, hint) => {
  expect(select(declared, ['950', word])).toMatchObject({
    ids: [],
    unknown: [{ word, message, ...(hint === undefined ? {} : { hint }) }],
  });
});

test('every unknown word is told, not the first', () => {
  expect(select(declared, ['x1,y1', '0950']).unknown.map((one) => one.word)).toEqual([
    'x1',
    'y1',
    '0950',
  ]);
});
