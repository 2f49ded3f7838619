import { fakeHost } from '@phoenix/shared-runtime/testing';
import { describe, expect, it } from 'vitest';
import { contentHash } from '../../look/made-once.ts';
import type { Declaration } from '../../setup/step.ts';
import { apparmor } from './index.ts';
import { profilesIn } from './plan.ts';

const TEXT = 'profile lxc-phoenix-v1 flags=(attach_disconnected) {\n}\n';
const SITE = '/base/etc/apparmor';
const LOADED = '/sys/kernel/security/apparmor/profiles';
const declaration = { baseDir: '/base' } as Declaration;

async function say(files: Record<string, string>): Promise<string[]> {
  const { operations } = await apparmor.draft(declaration, fakeHost({ files }));
  return operations.map(
    (one) => `${one.cause}: ${'run' in one ? one.run.join(' ') : `write ${one.write}`}`,
  );
}

describe('profiles of the site', () => {
  it('94: are none where there is no such directory', () => {
    expect(apparmor.isDeclared(declaration, fakeHost())).toBe(false);
    expect(apparmor.isDeclared(declaration, fakeHost({ files: { [`${SITE}/x`]: TEXT } }))).toBe(
      true,
    );
  });
  it('are written, loaded, and remembered as loaded', async () => {
    expect(await say({ [`${SITE}/lxc-phoenix-v1`]: TEXT, [LOADED]: '' })).toEqual([
      '/etc/apparmor.d/lxc-phoenix-v1 is not there: write /etc/apparmor.d/lxc-phoenix-v1',
      'lxc-phoenix-v1 not loaded: apparmor_parser --replace /etc/apparmor.d/lxc-phoenix-v1',
      'apparmor.lxc-phoenix-v1 is done: write /var/lib/phoenix/setup/apparmor.lxc-phoenix-v1',
    ]);
  });
  const whole = {
    [`${SITE}/p`]: TEXT,
    '/etc/apparmor.d/p': TEXT,
    [LOADED]: 'lxc-phoenix-v1 (enforce)\n',
    '/var/lib/phoenix/setup/apparmor.p': contentHash(TEXT),
  };
  it.each([
    ['as declared', whole, []],
    ['unloaded by hand', { ...whole, [LOADED]: 'x (enforce)\n' }, ['lxc-phoenix-v1 not loaded']],
    [
      'written, then killed',
      { ...whole, '/var/lib/phoenix/setup/apparmor.p': 'old' },
      ['p has changed'],
    ],
    [
      'altered',
      { ...whole, '/etc/apparmor.d/p': 'x' },
      ['/etc/apparmor.d/p differs from that of the site', 'p has changed'],
    ],
  ])('%s', async (_, files, causes) => {
    const done = (await say(files)).map((line) => line.split(': ')[0]);
    expect(done.filter((line) => !line?.endsWith('is done'))).toEqual(causes);
  });
  it('88: are tuned by fragments, never by the files of the system', async () => {
    expect(await say({ [`${SITE}/tunables/nesting`]: '@{X}=1\n' })).toEqual([
      '/etc/apparmor.d/tunables/home.d/phoenix-nesting is not there: write /etc/apparmor.d/tunables/home.d/phoenix-nesting',
      'what they are tuned with has changed: systemctl reload apparmor',
      'apparmor_tunables is done: write /var/lib/phoenix/setup/apparmor_tunables',
    ]);
  });
});

it('profiles have names', () => {
  expect(profilesIn(`#include <x>\n${TEXT}profile "a b" {\n  profile inner {\n  }\n}\n`)).toEqual([
    'lxc-phoenix-v1',
    'a b',
  ]);
});
