import { fakeHost } from '@phoenix/shared-runtime/testing';
import { describe, expect, it } from 'vitest';
import { observe } from './observe.ts';
import { plan } from './plan.ts';
import { sourcesIn, switchedOff } from './sources.ts';

const ENTERPRISE = `# of the installer
Types: deb
URIs: https://enterprise.proxmox.com/debian/pve
Suites: trixie
Components: pve-enterprise
Signed-By: /usr/share/keyrings/proxmox-archive-keyring.gpg

Types: deb
URIs: http://mirror.example/other
Suites: x
Components: main
`;
const FREE = 'deb http://download.proxmox.com/debian/pve bookworm pve-no-subscription\n';
const TEST = 'deb http://download.proxmox.com/debian/pve trixie pvetest\n';
const FOREIGN =
  'deb [signed-by=/k.gpg] https://download.docker.com/linux/debian trixie stable # mine\n';
const RELEASE = { 9: 'VERSION_CODENAME=trixie\n', 8: 'VERSION_CODENAME=bookworm\n' };
const D = '/etc/apt/sources.list.d';

type Choice = 'auto' | 'no-subscription' | 'enterprise' | 'as-is';

/** What is written on a host with these files: path and text. */
async function written(
  choice: Choice,
  files: Record<string, string>,
  { release = 9, subscription = '' }: { release?: 8 | 9; subscription?: string } = {},
): Promise<[string, string][]> {
  const host = fakeHost({
    files: {
      ...files,
      '/etc/os-release': RELEASE[release],
      ...(subscription !== '' && { '/etc/subscription': 'x' }),
    },
    commands: { 'pvesubscription get': `status: ${subscription}\n` },
  });
  const { operations } = plan({ config: { proxmox_repository: choice } }, await observe(host));
  for (const one of operations) if ('content' in one) host.files.set(one.write, one.content);
  const again = plan({ config: { proxmox_repository: choice } }, await observe(host));
  expect(again.operations).toEqual([]);
  return operations.map((one) => [
    'write' in one ? one.write : '',
    'content' in one ? one.content : '',
  ]);
}

describe('the repository of Proxmox', () => {
  it('9: is no-subscription where there is no subscription, and nothing else is touched', async () => {
    const files = { [`${D}/pve-enterprise.sources`]: ENTERPRISE, [`${D}/docker.list`]: FOREIGN };
    expect(await written('auto', files)).toEqual([
      [
        `${D}/pve-enterprise.sources`,
        ENTERPRISE.replace('keyring.gpg\n\n', 'keyring.gpg\nEnabled: no\n\n'),
      ],
      [
        `${D}/phoenix-proxmox.sources`,
        `# Made by phoenix setup.
Types: deb
URIs: http://download.proxmox.com/debian/pve
Suites: trixie
Components: pve-no-subscription
Signed-By: /usr/share/keyrings/proxmox-archive-keyring.gpg
`,
      ],
    ]);
  });
  it('8: the same in the older form', async () => {
    const files = {
      [`${D}/pve-enterprise.list`]:
        'deb https://enterprise.proxmox.com/debian/pve bookworm pve-enterprise\n',
    };
    expect(await written('auto', files, { release: 8 })).toEqual([
      [
        `${D}/pve-enterprise.list`,
        '# deb https://enterprise.proxmox.com/debian/pve bookworm pve-enterprise\n',
      ],
      [
        `${D}/phoenix-proxmox.list`,
        '# Made by phoenix setup.\ndeb http://download.proxmox.com/debian/pve bookworm pve-no-subscription\n',
      ],
    ]);
  });
  it.each<[string, Choice, Record<string, string>, object]>([
    [
      'a subscription is left alone',
      'auto',
      { [`${D}/e.sources`]: ENTERPRISE },
      { subscription: 'active' },
    ],
    ['so is what was chosen by hand', 'auto', { '/etc/apt/sources.list': FREE }, {}],
    ['as-is', 'as-is', { [`${D}/e.sources`]: ENTERPRISE }, {}],
    ['enterprise that is on', 'enterprise', { [`${D}/e.sources`]: ENTERPRISE }, {}],
    ['the one for tests, chosen by hand', 'auto', { '/etc/apt/sources.list': TEST }, {}],
    [
      'the same by its newer name, with another component',
      'auto',
      { '/etc/apt/sources.list': TEST.replace('pvetest', 'main pve-test') },
      {},
    ],
    [
      'the same, beside sources of others',
      'auto',
      { '/etc/apt/sources.list': TEST, [`${D}/docker.list`]: FOREIGN },
      {},
    ],
    [
      'the same, beside one of enterprise that is off',
      'auto',
      {
        '/etc/apt/sources.list': TEST,
        [`${D}/e.sources`]: ENTERPRISE.replace('Suites', 'Enabled: no\nSuites'),
      },
      {},
    ],
  ])('%s', async (_, choice, files, options) => {
    expect(await written(choice, files, options)).toEqual([]);
  });
  it('an expired subscription is none', async () => {
    const files = { [`${D}/e.sources`]: ENTERPRISE, '/etc/apt/sources.list': FREE };
    expect(await written('auto', files, { subscription: 'expired' })).toEqual([
      [`${D}/e.sources`, ENTERPRISE.replace('keyring.gpg\n\n', 'keyring.gpg\nEnabled: no\n\n')],
    ]);
  });
  it.each([
    ['enterprise beside it would fail', `${D}/e.sources`, ENTERPRISE, TEST],
    ['it is off', `${D}/a.sources`, 'Types: deb\nEnabled: no\nComponents: pvetest\n', ''],
    ['it is called otherwise', `${D}/a.list`, 'deb http://a.example x pvetesting mypvetest\n', ''],
  ])('the one for tests is not enough where %s', async (_, path, text, main) => {
    const files = { [path]: text, '/etc/apt/sources.list': main };
    expect((await written('auto', files)).at(-1)?.[0]).toBe(`${D}/phoenix-proxmox.sources`);
  });
  it('all sources that fail without a subscription are switched off, each in its file', async () => {
    const line = (name: string) =>
      `deb https://enterprise.proxmox.com/debian/${name} trixie enterprise\n`;
    const mirrored =
      'Types: deb\nURIs: http://mirror.example/pve https://enterprise.proxmox.com/pve\n';
    const files = {
      [`${D}/a.list`]: `# a\n${line('ceph-squid')}`,
      [`${D}/b.list`]: `${line('pve')}${FOREIGN}${line('pbs')}`,
      [`${D}/c.sources`]: mirrored,
      '/etc/apt/sources.list': FREE,
    };
    expect(await written('auto', files)).toEqual([
      [`${D}/a.list`, `# a\n# ${line('ceph-squid')}`],
      [`${D}/b.list`, `# ${line('pve')}${FOREIGN}# ${line('pbs')}`],
      [`${D}/c.sources`, `${mirrored}Enabled: no\n`],
    ]);
  });
  it('the cause names what is switched off', async () => {
    const line = (name: string) => `deb https://enterprise.proxmox.com/debian/pve trixie ${name}\n`;
    const files = {
      '/etc/os-release': RELEASE[9],
      '/etc/apt/sources.list': line('pve-enterprise') + line('more'),
    };
    const facts = await observe(fakeHost({ files }));
    const { operations } = plan({ config: { proxmox_repository: 'no-subscription' } }, facts);
    expect(operations.map(({ cause }) => cause)).toEqual([
      'pve-enterprise, more is on -> off',
      'pve-no-subscription is off -> on',
    ]);
  });
  it('a mirror of the free one is none of its business', async () => {
    const mirror = 'deb http://mirror.example/pve trixie pve-no-subscription\n';
    const files = { '/etc/apt/sources.list': mirror, [`${D}/e.sources`]: ENTERPRISE };
    expect(await written('enterprise', files)).toEqual([]);
  });
  it('enterprise switches the free one off', async () => {
    expect(
      (await written('enterprise', { '/etc/apt/sources.list': FREE })).map(([path]) => path),
    ).toEqual(['/etc/apt/sources.list', `${D}/phoenix-proxmox.sources`]);
  });
});

describe('sources', () => {
  it.each([
    ['a.list', '# deb http://x y z\n\ndeb-src http://x y z\n', []],
    ['a.list', 'deb http://x/ y main contrib # c\n', ['on http://x/ y main contrib']],
    [
      'a.sources',
      'Types: deb deb-src\nURIs: http://x http://y\nSuites: s\nComponents: a\n b\nEnabled: no\n',
      ['off http://x http://y s a b'],
    ],
    ['a.sources', '# Types: deb\n# URIs: http://x\n', []],
  ])('in %s: %j', (file, text, expected) => {
    const said = sourcesIn(file, text).map(({ enabled, uris, suites, components }) =>
      [enabled ? 'on' : 'off', ...uris, ...suites, ...components].join(' '),
    );
    expect(said).toEqual(expected);
  });
  it('are switched off in their place', () => {
    const text = 'Types: deb\nEnabled: yes\nURIs: http://x\nSuites: s\nComponents: a\n';
    const [source] = sourcesIn('a.sources', text);
    expect(source && switchedOff(text, source)).toBe(text.replace('yes', 'no'));
  });
});
