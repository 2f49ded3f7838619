import { expect, it } from 'vitest';
import { contentHash } from '../../look/made-once.ts';
import { isPassedOver, tunablesPath } from './paths.ts';
import { profilesIn } from './profiles-in.ts';
import { tunableOperations, tunableProblems } from './tunables.ts';

it.each([
  ['profile a {\n}', ['a']],
  ['  profile "a b" flags=(x) {  \n}', ['a b']],
  ['profile a /usr/bin/a {\n profile inner {\n }\n}\nprofile b {\n}', ['a', 'b']],
  ['/usr/bin/a flags=(x) {\n}', ['/usr/bin/a']],
  ['/usr/{,s}bin/{a,b} {\n}', ['/usr/{,s}bin/{a,b}']],
  ['profile {a,b}-c flags=(x) {\n}', ['{a,b}-c']],
  ['profile a{\n}', ['a']],
  ['"/usr/bin/a b" {\n}', ['/usr/bin/a b']],
  ['# profile no {\nprofile a { # {\n}', ['a']],
  ['#profile no {\nprofile a#b {\n}', ['a#b']],
  ['my profile a {\n}', []],
  ['x/usr/bin/a {\n}', []],
  ['profile a {}', []],
  ['@{X}=a\nprofile a {\n  /etc/{a,b} r,\n}\nprofile b {\n}', ['a', 'b']],
])('profiles in %j', (text, names) => expect(profilesIn(text)).toEqual(names));

it.each([
  ['.hidden', true],
  ['lab~', true],
  ['lab~a', false],
  ['lab.dpkg-old', true],
  ['lab.rpmnew', true],
  ['lab.orig', true],
  ['lab.rej', true],
  ['lab.bak', true],
  ['lab.swp', true],
  ['lab.bak2', false],
  ['README.md', true],
  ['my-README', false],
  ['lab', false],
])('%s is passed over: %s', (name, is) => expect(isPassedOver(name)).toBe(is));

it.each([
  ['@{multiarch}=x', 'multiarch.d'],
  ['a\n@{XDG_DIR}=x', 'xdg-user-dirs.d'],
  ['@{HOME}=@{multiarch}', 'home.d'],
  ['# beside @{XDG_DIR}\n@{HOME}=x', 'home.d'],
])('tunables %j go to %s', (text, directory) => {
  expect(tunablesPath('a', text)).toBe(`/etc/apparmor.d/tunables/${directory}/phoenix-a`);
});

const lineOf = (text: string) => {
  const file = { name: 'a', source: '/s', text, target: '/t', there: undefined };
  const facts = { tunables: [file] } as unknown as Parameters<typeof tunableProblems>[0];
  return tunableProblems(facts).map(({ message }) => message);
};

it.each([
  ' # words\n\n',
  '@{HOMEDIRS}=/home/',
  '  @{HOMEDIRS} += /srv/ # x',
  'alias /a -> /b,',
  'include <tunables/x>',
  'include if exists "x"',
  '@{A}=a \\\n  b\n',
])('%j is a definition', (text) => expect(lineOf(text)).toEqual([]));

it.each([
  'rubbish',
  'x @{A}=a',
  '@{A}',
  '@{A b}=c',
  'alias /a',
  'aliases /a -> /b,',
  'included <x>',
  'profile a {',
])('%j is none', (text) => {
  expect(lineOf(`# a\n${text}\n`)).toEqual([
    'cannot take over /s: line 2 is no definition of a variable',
  ]);
});

it('what is none is told in the first line, too', () => {
  expect(lineOf('rubbish\n')).toEqual([
    'cannot take over /s: line 1 is no definition of a variable',
  ]);
});

const TEXT = '@{HOMEDIRS}+=/srv/home/\n';
const HASH = contentHash(TEXT);
const RELOAD = 'what they are tuned with has changed';

it.each<[string, { there?: string | undefined; tunedHash?: string; loaded?: boolean }, string[]]>([
  ['as they were loaded', {}, []],
  ['never loaded', { tunedHash: '' }, [RELOAD]],
  ['loaded otherwise', { tunedHash: contentHash('x') }, [RELOAD]],
  ['missing', { there: undefined }, ['/t is not there', RELOAD]],
  ['altered', { there: 'x' }, ["/t differs from the site's", RELOAD]],
  ['missing, where AppArmor is off', { there: undefined, loaded: false }, ['/t is not there']],
])('tunables that are %s', (_, { loaded = true, tunedHash = HASH, ...more }, causes) => {
  const file = { name: 'a', source: '/s', text: TEXT, target: '/t', there: TEXT, ...more };
  const facts = {
    tunables: [file],
    fragments: ['/t'],
    loaded: loaded ? new Set<string>() : undefined,
    tunedHash: tunedHash === '' ? undefined : tunedHash,
  } as unknown as Parameters<typeof tunableOperations>[0];
  const told = tunableOperations(facts).flatMap(({ id, cause }) =>
    /^(?:tunables|reload)/.test(id) ? [cause] : [],
  );
  expect(told).toEqual(causes);
});

it('without tunables nothing is loaded again, until a fragment is taken out', () => {
  const after = (fragments: readonly string[]) => {
    const facts = { tunables: [], fragments, loaded: new Set(), tunedHash: undefined };
    return tunableOperations(facts as unknown as Parameters<typeof tunableOperations>[0]).map(
      ({ id }) => id,
    );
  };
  expect(after([])).toEqual([]);
  expect(after(['/old']).slice(0, 2)).toEqual(['remove /old', 'reload']);
});
