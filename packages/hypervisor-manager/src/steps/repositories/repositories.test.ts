import { fakeHost } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import { observe } from './observe.ts';
import { plan } from './plan.ts';

const stanza = (uri: string, component: string, extra = '') =>
  `Types: deb\nURIs: ${uri}\nSuites: trixie\nComponents: ${component}\n${extra}`;
const D = '/etc/apt/sources.list.d';
const enterprise = stanza(
  'https://enterprise.proxmox.com/debian/pve',
  'pve-enterprise',
  'Signed-By: /k.gpg\n',
);
const foreign = `# mine\n${stanza('http://deb.debian.org/debian', 'main')}`;
const trixie = { '/etc/os-release': 'VERSION_CODENAME=trixie\n' };
const bookworm = { '/etc/os-release': 'VERSION_CODENAME=bookworm\n' };
const line = 'deb https://enterprise.proxmox.com/debian/pve bookworm pve-enterprise';

type Mode = 'auto' | 'no-subscription' | 'enterprise' | 'as-is';

const planned = async (mode: Mode, files: Record<string, string>) => {
  const facts = await observe(fakeHost({ files }));
  const { operations } = plan({ config: { proxmox_repository: mode } }, facts);
  return operations.map((one) =>
    'content' in one ? `${one.write}: ${one.content}` : 'run' in one ? one.run.at(-1) : '',
  );
};

const own = `${D}/phoenix-proxmox.sources: ${stanza('http://download.proxmox.com/debian/pve', 'pve-no-subscription', 'Signed-By: /k.gpg\n')}`;

it.each<[string, Mode, Record<string, string>, string[]]>([
  [
    'deb822: one stanza is switched off, its neighbours stay',
    'auto',
    { ...trixie, [`${D}/a.sources`]: `${foreign}\n# theirs\n${enterprise}` },
    [own, `${D}/a.sources: ${foreign}\n# theirs\nEnabled: no\n${enterprise}`, 'update'],
  ],
  [
    'one-line form on PVE 8',
    'no-subscription',
    { ...bookworm, [`${D}/pve-enterprise.list`]: `# by hand\n${line}\n` },
    [
      `${D}/phoenix-proxmox.list: deb http://download.proxmox.com/debian/pve bookworm pve-no-subscription\n`,
      `${D}/pve-enterprise.list: # by hand\n# ${line}\n`,
      'update',
    ],
  ],
  [
    'a subscription',
    'auto',
    {
      ...trixie,
      '/etc/subscription': 'pve1c-1\nsum\n' + btoa('{"status":"Active"}'),
      [`${D}/a.sources`]: enterprise,
    },
    [],
  ],
  [
    'no subscription',
    'auto',
    {
      ...trixie,
      '/etc/subscription': 'pve1c-1\nsum\n' + btoa('{"status":"notfound"}'),
      [`${D}/a.sources`]: enterprise,
    },
    [own, `${D}/a.sources: Enabled: no\n${enterprise}`, 'update'],
  ],
  [
    'another test component is on',
    'auto',
    { ...trixie, [`${D}/a.sources`]: stanza('http://x/', 'pve-test') },
    [],
  ],
  ['as it is', 'as-is', { ...trixie, [`${D}/a.sources`]: enterprise }, []],
  [
    'and back to enterprise',
    'enterprise',
    {
      ...trixie,
      [`${D}/a.sources`]: `Enabled: no\n${enterprise}`,
      [`${D}/b.sources`]: stanza('http://download.proxmox.com/debian/pve', 'pve-no-subscription'),
    },
    [
      `${D}/a.sources: Enabled: yes\n${enterprise}`,
      `${D}/b.sources: Enabled: no\n${stanza('http://download.proxmox.com/debian/pve', 'pve-no-subscription')}`,
      'update',
    ],
  ],
])('%s', async (_, mode, files, expected) => {
  const said = await planned(mode, files);
  expect(said).toEqual(expected);
  const after = { ...files };
  for (const text of said) {
    const [path, ...content] = (text ?? '').split(': ');
    if (path?.startsWith('/')) after[path] = content.join(': ');
  }
  expect(await planned(mode, after)).toEqual([]);
});
