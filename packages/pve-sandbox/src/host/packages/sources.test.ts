import { expect, test } from 'vitest';
import { fromLines, fromStanzas, SourcesError } from './sources.ts';

test('a one-line-style file', () => {
  const text =
    '# none\ndeb http://a.org/debian trixie main contrib # after\n#deb http://b.org x main\ndeb [arch=amd64 signed-by=/k.gpg] https://c.org/ ./\ndeb-src http://a.org trixie main\n';
  expect(fromLines(text, 'f')).toEqual([
    { uri: 'http://a.org/debian', suite: 'trixie', components: ['main', 'contrib'], from: 'f:2' },
    { uri: 'https://c.org', suite: './', components: [], signedBy: '/k.gpg', from: 'f:4' },
  ]);
});

test('a deb822-style file: each suite, and nothing that is switched off', () => {
  const text =
    '# comment\nTypes: deb\nURIs: http://a.org/debian/\nSuites: trixie trixie-updates\nComponents: main\nSigned-By: /k.gpg\n\nEnabled: no\nTypes: deb\nURIs: http://b.org\nSuites: x\n';
  const both = {
    uri: 'http://a.org/debian',
    components: ['main'],
    signedBy: '/k.gpg',
    from: 'f:1',
  };
  expect(fromStanzas(text, 'f')).toEqual([
    { ...both, suite: 'trixie' },
    { ...both, suite: 'trixie-updates' },
  ]);
});

test.each([
  [
    () => fromLines('dev http://a.org x main', 'f'),
    "Type 'dev' is not known on line 1 in source list f",
  ],
  [() => fromLines('\ndeb http://a.org', 'f'), 'Malformed entry 2 in list file f (Suite)'],
  [() => fromStanzas('URIs: x\n', 'f'), 'Malformed stanza 1 in source list f (type)'],
])('what apt cannot read', (read, words) => {
  expect(read).toThrow(new SourcesError(words));
});
