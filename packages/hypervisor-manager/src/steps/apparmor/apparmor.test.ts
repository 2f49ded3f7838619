import { fakeHost } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import { contentHash } from '../../look/made-once.ts';
import { draftLines } from '../../test-support/draft-lines.ts';
import { hasProfiles, observe } from './observe.ts';
import { plan } from './plan.ts';
import { profilesIn } from './profiles-in.ts';

const SITE = '/base/etc/apparmor';
const LAB = 'profile lab-nesting flags=(attach_disconnected) {\n  mount,\n  /etc/{a,b} r,\n}\n';
const HOMES = '# homes of the lab\n@{HOMEDIRS}+=/srv/home/\n';
const FRAGMENT = '/etc/apparmor.d/tunables/home.d/phoenix-homes';
const LOADED = '/sys/kernel/security/apparmor/profiles';
const NOTE = '/var/lib/phoenix/setup/apparmor_tunables';
const RELOAD = [
  'what they are tuned with has changed: systemctl reload apparmor',
  `apparmor_tunables is done: ${NOTE}`,
];
const FILES: Record<string, string | undefined> = {
  [`${SITE}/lab`]: LAB,
  [`${SITE}/tunables/homes`]: HOMES,
  [`${SITE}/lab~`]: 'rubbish',
  '/etc/apparmor.d/lab': LAB,
  '/etc/apparmor.d/tunables/home': '@{HOMEDIRS}=/home/\n',
  '/etc/apparmor.d/tunables/home.d/site.local': '# of the host\n',
  [FRAGMENT]: HOMES,
  [NOTE]: `${contentHash(HOMES)}\n`,
  [LOADED]: 'lab-nesting (enforce)\nlxc-container-default (complain)\n',
};

async function say(
  files: Record<string, string | undefined>,
  containers: Record<number, string> = {},
): Promise<string[]> {
  const kept = Object.entries({ ...FILES, ...files }).filter(([, text]) => text !== undefined);
  const host = fakeHost({ files: Object.fromEntries(kept) as Record<string, string> });
  const lxc = new Map(
    Object.entries(containers).map(([id, apparmor_profile]) => [
      Number(id),
      { id: Number(id), apparmor_profile },
    ]),
  );
  const declaration = { baseDir: '/base', declared: { lxc } } as unknown as Parameters<
    typeof observe
  >[1];
  return draftLines(plan(declaration, await observe(host, declaration)));
}

const LOAD = `apparmor_parser -r ${SITE}/lab`;
const PATH = '/etc/apparmor.d/lab';

it.each<[string, Record<string, string | undefined>, string[]]>([
  ['as declared', {}, []],
  [
    'nothing there',
    { [PATH]: undefined, [FRAGMENT]: undefined, [NOTE]: undefined, [LOADED]: '' },
    [
      `${FRAGMENT} is not there: ${FRAGMENT}`,
      ...RELOAD,
      `${PATH} is not there; profile lab-nesting is not loaded: ${LOAD}`,
      `${PATH} is not there: ${PATH}`,
    ],
  ],
  [
    'killed between loading and writing',
    { [PATH]: undefined },
    [`${PATH} is not there: ${LOAD}`, `${PATH} is not there: ${PATH}`],
  ],
  [
    'altered by hand',
    { [PATH]: `${LAB}# more\n` },
    [`${PATH} differs from the site's: ${LOAD}`, `${PATH} differs from the site's: ${PATH}`],
  ],
  [
    'unloaded by hand',
    { [LOADED]: 'lxc-container-default (enforce)\n' },
    [`profile lab-nesting is not loaded: ${LOAD}`],
  ],
  ['killed before all profiles had their tunables', { [NOTE]: undefined }, RELOAD],
  [
    'AppArmor is off',
    { [LOADED]: undefined, [PATH]: undefined },
    [
      `${PATH} is not there: ${PATH}`,
      '! AppArmor is off in this kernel: the profiles are only written, and take effect once it is on',
    ],
  ],
  [
    'a fragment of ours that the site has no more',
    { [`${SITE}/tunables/homes`]: undefined },
    [
      `${FRAGMENT} is a fragment of Phoenix that the site has no more: rm -f ${FRAGMENT}`,
      ...RELOAD,
    ],
  ],
])('%s', async (_, files, expected) => {
  expect(await say(files)).toEqual(expected);
});

it('defect 88: tunables are fragments of their own, where their variables belong', async () => {
  const arch = '@{multiarch}+=x\n';
  expect(
    await say({
      [`${SITE}/tunables/arch`]: arch,
      [`${SITE}/tunables/xdg`]: '@{XDG_MUSIC_DIR}="a"\n',
    }),
  ).toEqual([
    '/etc/apparmor.d/tunables/multiarch.d/phoenix-arch is not there: /etc/apparmor.d/tunables/multiarch.d/phoenix-arch',
    '/etc/apparmor.d/tunables/xdg-user-dirs.d/phoenix-xdg is not there: /etc/apparmor.d/tunables/xdg-user-dirs.d/phoenix-xdg',
    ...RELOAD,
  ]);
  const broken = await say({ [`${SITE}/tunables/homes`]: '# a\nprofile x {\n}\n' });
  expect(broken.find((line) => line.startsWith('✖'))).toContain(
    `cannot take over ${SITE}/tunables/homes: line 2 is no definition of a variable`,
  );
});

it('defect 94: a directory that is missing, or holds nothing, is nothing', () => {
  expect(hasProfiles(fakeHost({}), '/base')).toBe(false);
  expect(hasProfiles(fakeHost({ files: { [`${SITE}/.keep`]: '' } }), '/base')).toBe(false);
  expect(hasProfiles(fakeHost({ files: { [`${SITE}/tunables/a`]: '' } }), '/base')).toBe(true);
  expect(hasProfiles(fakeHost({ files: { [FRAGMENT]: '' } }), '/base')).toBe(true);
});

it('profiles that containers name and nobody has are told', async () => {
  const containers = {
    950: 'lab-nesting',
    951: 'lost',
    952: 'lost',
    953: 'unconfined',
    954: 'lxc-container-default-cgns',
    955: 'lab',
  };
  expect(await say({}, containers)).toEqual([
    '! containers 951, 952 name the profile lost, which neither the host nor the site has',
  ]);
  expect(await say({ [LOADED]: 'lab-nesting (enforce)\nlost (enforce)\n' }, containers)).toEqual(
    [],
  );
});

it('a profile in two files is refused', async () => {
  const lines = await say({ [`${SITE}/other`]: LAB });
  expect(lines.find((line) => line.startsWith('✖'))).toContain(
    `cannot load profile lab-nesting: both ${SITE}/lab and ${SITE}/other have it`,
  );
});

it.each([
  ['profile a {\n  profile b {\n  }\n}\nprofile "c d" flags=(complain) {\n}\n', ['a', 'c d']],
  ['#include <tunables/global>\n/usr/bin/x {\n  @{HOME}/** r, # {\n}\n', ['/usr/bin/x']],
  ['abi <abi/4.0>,\n', []],
])('profiles in %j', (text, names) => {
  expect(profilesIn(text)).toEqual(names);
});
