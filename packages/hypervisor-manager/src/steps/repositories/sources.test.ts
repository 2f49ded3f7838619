import { expect, it } from 'vitest';
import { sourcesIn, switchedOff } from './sources.ts';

const LIST = '/etc/apt/sources.list';
const DEB822 = '/etc/apt/sources.list.d/a.sources';

it('one-line sources', () => {
  const text = [
    '# deb http://off.example x main',
    'deb-src http://src.example x main',
    'deb http://a.example/debian trixie main  contrib # mine',
    ' deb [arch=amd64 signed-by=/k.gpg] https://b.example ./',
    'debx http://c.example x main',
  ].join('\n');
  const common = { file: LIST, enabled: true };
  expect(sourcesIn(LIST, text)).toEqual([
    {
      ...common,
      uris: ['http://a.example/debian'],
      suites: ['trixie'],
      components: ['main', 'contrib'],
      signedBy: undefined,
      lines: [2, 2],
    },
    {
      ...common,
      uris: ['https://b.example'],
      suites: ['./'],
      components: [],
      signedBy: '/k.gpg',
      lines: [3, 3],
    },
  ]);
});

it('a line with any blanks between its words', () => {
  const line = 'deb   [ signed-by=/k.gpg ]   http://a.example   trixie   main';
  expect(sourcesIn(LIST, line)).toMatchObject([
    { uris: ['http://a.example'], suites: ['trixie'], components: ['main'], signedBy: '/k.gpg' },
  ]);
});

it('a stanza that says nothing but that it is one', () => {
  expect(sourcesIn(DEB822, 'Types: deb\n')).toEqual([
    {
      file: DEB822,
      enabled: true,
      uris: [],
      suites: [],
      components: [],
      signedBy: undefined,
      lines: [0, 0],
    },
  ]);
});

it('stanzas, with continued lines and remarks in between', () => {
  const text = [
    'Types: deb deb-src',
    'URIs: http://a.example',
    '# http://remark.example',
    '  http://b.example',
    'Suites: x y',
    'components: main',
    'Signed-By:  /k.gpg ',
    'Enabled: no',
    '',
    '',
    'Types: deb-src',
    'URIs: http://src.example',
    ' ',
    'Types: deb',
    'URIs: http://c.example',
  ].join('\n');
  expect(sourcesIn(DEB822, text)).toEqual([
    {
      file: DEB822,
      enabled: false,
      uris: ['http://a.example', 'http://b.example'],
      suites: ['x', 'y'],
      components: ['main'],
      signedBy: '/k.gpg',
      lines: [0, 7],
    },
    {
      file: DEB822,
      enabled: true,
      uris: ['http://c.example'],
      suites: [],
      components: [],
      signedBy: undefined,
      lines: [13, 14],
    },
  ]);
});

it.each([
  ['no', false],
  ['false', false],
  ['0', false],
  ['off', false],
  ['Without', false],
  ['disable', false],
  ['yes', true],
  ['nothing', true],
  ['not no', true],
])('Enabled: %s', (word, enabled) => {
  expect(sourcesIn(DEB822, `Types: deb\nEnabled: ${word}\n`)).toMatchObject([{ enabled }]);
});

it.each([
  [LIST, 'a\ndeb http://x y z\nb\n', 'a\n# deb http://x y z\nb\n'],
  [
    DEB822,
    'Types: deb\nSuites: x\n\nTypes: a\n',
    'Types: deb\nSuites: x\nEnabled: no\n\nTypes: a\n',
  ],
  [DEB822, 'Enabled: yes\nTypes: deb\n', 'Enabled: no\nTypes: deb\n'],
  [
    DEB822,
    'Types: deb\n# Enabled: yes\n\nTypes: b\nEnabled: yes\n',
    'Types: deb\n# Enabled: yes\nEnabled: no\n\nTypes: b\nEnabled: yes\n',
  ],
  [
    DEB822,
    'Types: a\nEnabled: yes\n\nTypes: deb\nenabled: yes\n\nTypes: b\nEnabled: yes\n',
    'Types: a\nEnabled: yes\n\nTypes: deb\nEnabled: no\n\nTypes: b\nEnabled: yes\n',
  ],
])('switched off in %s: %j', (file, before, after) => {
  const [source] = sourcesIn(file, before);
  expect(source === undefined ? '' : switchedOff(before, source)).toBe(after);
});
