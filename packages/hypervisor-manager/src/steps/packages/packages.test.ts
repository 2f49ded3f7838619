import { fakeHost } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import { observe } from './observe.ts';
import { plan } from './plan.ts';

const entry = (name: string, state = 'installed', more = '') =>
  `Package: ${name}\nStatus: install ok ${state}\n${more}Version: 1\n`;
const status = (...entries: string[]) => ({ '/var/lib/dpkg/status': entries.join('\n') });

const planned = async (
  packages: string[],
  files: Record<string, string>,
  upgrade = false,
  simulated = '0 upgraded, 0 newly installed',
) => {
  const host = fakeHost({
    files,
    commands: { 'apt-get --simulate': simulated, uname: '6.8.12-1-pve' },
  });
  const declared = { packages, options: { upgrade } };
  const { operations, notes } = plan(declared, await observe(host, declared));
  const said = operations.map(
    (one) => `${one.cause}: ${'run' in one ? one.run.join(' ') : one.write}`,
  );
  return [...said, ...(notes ?? [])];
};

const update = 'lists of packages may be old: apt-get -o DPkg::Lock::Timeout=300 update';
const install = (names: string) =>
  `apt-get -o DPkg::Lock::Timeout=300 install --yes --no-install-recommends -o Dpkg::Options::=--force-confold ${names}`;

it.each<[string, string[], Record<string, string>, string[]]>([
  [
    'all there',
    ['jq', 'mail'],
    status(entry('jq'), entry('postfix', 'installed', 'Provides: x, mail (= 1)\n')),
    [],
  ],
  [
    'one is missing',
    ['jq', 'tmux'],
    status(entry('jq')),
    [update, `tmux is not installed: ${install('tmux')}`],
  ],
  [
    'removed, settings left',
    ['jq'],
    status(entry('jq', 'config-files')),
    [update, `jq is not installed: ${install('jq')}`],
  ],
  [
    'cut off in the middle',
    ['jq'],
    status(entry('jq', 'half-configured')),
    [
      'an earlier installation was cut off: dpkg --configure -a --force-confold',
      update,
      `jq is not installed: ${install('jq')}`,
    ],
  ],
  [
    'a newer kernel waits',
    [],
    { ...status(), '/boot/vmlinuz-6.8.12-1-pve': '', '/boot/vmlinuz-6.8.12-10-pve': '' },
    ['the host should be restarted: kernel 6.8.12-10-pve is installed, 6.8.12-1-pve runs'],
  ],
])('%s', async (_, packages, files, expected) => {
  expect(await planned(packages, files)).toEqual(expected);
});

it('upgrades only when asked, and only what there is to upgrade', async () => {
  expect(await planned([], status())).toEqual([]);
  const fresh = { ...status(), '/var/lib/phoenix/setup/package-lists': '2026-01-01T11:30:00Z\n' };
  expect(await planned([], fresh, true)).toEqual([]);
  const said = await planned([], fresh, true, '3 upgraded, 1 newly installed, 0 to remove');
  expect(said[1]).toBe(
    '4 packages are not up to date: apt-get -o DPkg::Lock::Timeout=300 dist-upgrade --yes -o Dpkg::Options::=--force-confold',
  );
  expect((await planned([], status(), true)).map((line) => line.split(':')[0])).toEqual([
    'lists of packages may be old',
    'the upgrade is asked for (--upgrade)',
    'the lists of packages have been read',
  ]);
});
