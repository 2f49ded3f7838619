import { fakeHost } from '@phoenix/shared-runtime/testing';
import { describe, expect, it } from 'vitest';
import { observe, type PackageFacts } from './observe.ts';
import { plan } from './plan.ts';

const NOTHING: PackageFacts = {
  missing: [],
  unfinished: [],
  upgradable: undefined,
  restart: false,
};
const APT = 'apt-get -o DPkg::Lock::Timeout=120 -o Dpkg::Options::=--force-confold';

/** Plan as text: a line per operation and note. */
function say(facts: Partial<PackageFacts>, upgrade = false): string[] {
  const { operations, notes = [] } = plan(
    { options: { wipe: [], upgrade } },
    { ...NOTHING, ...facts },
  );
  const done = operations.map((one) => `${one.cause}: ${'run' in one ? one.run.join(' ') : ''}`);
  return [...done, ...notes];
}

describe('packages', () => {
  it.each<[string, Partial<PackageFacts>, boolean, string[]]>([
    ['all there', {}, false, []],
    [
      'some missing',
      { missing: ['samba', 'htop'] },
      false,
      [
        `before packages are installed: ${APT} update`,
        `samba, htop are not installed: ${APT} install --yes --no-install-recommends samba htop`,
      ],
    ],
    [
      'cut off',
      { unfinished: ['samba'] },
      false,
      ['samba is not configured: an installation was cut off: dpkg --configure --pending'],
    ],
    [
      'upgrade with old lists',
      {},
      true,
      [
        `before packages are installed: ${APT} update`,
        `--upgrade: the lists of the sources are older than an hour: ${APT} dist-upgrade --yes`,
      ],
    ],
    ['nothing to upgrade', { upgradable: [] }, true, []],
    [
      'upgrade',
      { upgradable: ['a', 'b'] },
      true,
      [`--upgrade: 2 can be brought up to date: a, b: ${APT} dist-upgrade --yes`],
    ],
    [
      'restart',
      { restart: true },
      false,
      ['a restart of the host is due: /run/reboot-required is there'],
    ],
  ])('%s', (_, facts, upgrade, expected) => {
    expect(say(facts, upgrade)).toEqual(expected);
  });

  it('91, 99: nothing is upgraded unasked, and nobody is asked in the middle', () => {
    const { operations } = plan(
      { options: { wipe: [], upgrade: false } },
      { ...NOTHING, missing: ['a'] },
    );
    expect(operations.map((one) => 'run' in one && one.env?.DEBIAN_FRONTEND)).toEqual([
      'noninteractive',
      'noninteractive',
    ]);
  });
});

it('are looked for with one question to dpkg', async () => {
  const host = fakeHost({
    files: {
      '/var/lib/dpkg/status':
        'Package: a\nStatus: install ok installed\n\nPackage: b\nStatus: install ok half-configured\n',
    },
    commands: { 'dpkg-query': { exit: 1, stdout: 'a\tinstalled\nb\tconfig-files\n' } },
  });
  const wanted = { packages: ['a', 'b', 'c'], options: { wipe: [], upgrade: false } };
  expect(await observe(host, wanted)).toEqual({
    missing: ['c'],
    unfinished: ['b'],
    upgradable: undefined,
    restart: false,
  });
  expect(host.calls).toHaveLength(1);
});

it('are compared with lists that are fresh', async () => {
  const host = fakeHost();
  const wanted = { packages: [], options: { wipe: [], upgrade: true } };
  expect((await observe(host, wanted)).upgradable).toBeUndefined();
  host.on('find', '/var/lib/apt/lists\n').on('apt-get', 'Reading...\nInst a [1] (2)\nConf a\n');
  expect((await observe(host, wanted)).upgradable).toEqual(['a']);
});
