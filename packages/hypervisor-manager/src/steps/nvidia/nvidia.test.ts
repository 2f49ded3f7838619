import { sha256 } from '@phoenix/shared-runtime';
import { fakeHost } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import { draftLines } from '../../test-support/draft-lines.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';

const GPU = '01:00.0 VGA compatible controller [0300]: NVIDIA Corporation X [10de:2684]\n';
const OTHER = '00:02.0 VGA compatible controller [0300]: Intel Corporation X [8086:a780]\n';
const URL = 'https://drivers.example/580.run';
const RUNFILE = '/var/cache/phoenix/drivers/NVIDIA-Linux-x86_64-580.76.05.run';
const NOUVEAU = {
  '/etc/modprobe.d/phoenix-nouveau.conf':
    '# Made by phoenix setup; changes are lost.\nblacklist nouveau\noptions nouveau modeset=0\n',
};
const SHA = 'a'.repeat(64);
const declared = { install: true, version: '580.76.05', runfile_url: URL, sha256: SHA };
const loaded = (version: string, users = '0') => ({
  '/sys/module/nvidia/version': `${version}\n`,
  '/sys/module/nvidia/refcnt': `${users}\n`,
});

interface Case {
  files?: Record<string, string>;
  lspci?: string;
  /** What modinfo says of the driver on the disk. */
  installed?: string;
  driver?: Partial<typeof declared>;
  kernel?: string;
}

async function draft({
  files = {},
  lspci = GPU,
  installed,
  driver = {},
  kernel = '6.14.8-2-pve',
}: Case) {
  const modinfo = installed === undefined ? { exit: 1 } : `${installed}\n`;
  const host = fakeHost({
    files,
    commands: { 'lspci -nnk': lspci, modinfo, uname: `${kernel}\n` },
  });
  const declaration = { config: { nvidia_driver: { ...declared, ...driver } } };
  return plan(declaration, await observe(host, declaration));
}

const install = (cause: string, beside = '') => [
  'a driver is built for 6.14.8-2-pve: apt-get install -y proxmox-headers-6.14.8-2-pve',
  `${cause}: sh ${RUNFILE} --silent --no-questions --ui=none --dkms --no-x-check --no-install-compat32-libs${beside}`,
];
const KEEP_OUT = [
  'nouveau keeps the driver of NVIDIA out: /etc/modprobe.d/phoenix-nouveau.conf',
  '/etc/modprobe.d/phoenix-nouveau.conf is in the initial ram disks: update-initramfs -u -k all',
];

/** Without the way in which this program starts itself. */
const lines = async (one: Case) =>
  draftLines(await draft(one)).map((line) => line.replace(/\S+ \S+ fetch-driver/, 'fetch-driver'));
const DOWNLOAD = `driver 580.76.05 is not on this host: fetch-driver ${URL} ${RUNFILE} --sha256 ${SHA}`;

it.each<[string, Case, string[]]>([
  ['a bare host', {}, [...KEEP_OUT, DOWNLOAD, ...install('driver 580.76.05')]],
  [
    'legacy 89: nouveau is loaded: what can be is done, the rest after a restart that a person makes',
    { files: { '/sys/module/nouveau/refcnt': '1' } },
    [...KEEP_OUT, DOWNLOAD, 'restart: the driver nouveau is loaded, and keeps it out'],
  ],
  [
    'nouveau is still loaded, and all that can be is done',
    {
      files: { ...NOUVEAU, '/sys/module/nouveau/refcnt': '1', [RUNFILE]: '' },
      driver: { sha256: undefined },
    },
    [
      '! the driver is not checked when it is downloaded: nvidia_driver.sha256 is not declared',
      'restart: the driver nouveau is loaded, and keeps it out',
    ],
  ],
  [
    'the file that is there is another one',
    { files: { ...NOUVEAU, [RUNFILE]: 'half' } },
    [
      DOWNLOAD.replace(
        'driver 580.76.05 is not on this host',
        `${RUNFILE} is not the driver that is meant`,
      ),
      ...install('driver 580.76.05'),
    ],
  ],
  [
    'as declared, and loaded',
    { files: { ...NOUVEAU, ...loaded('580.76.05', '4') }, installed: '580.76.05' },
    [],
  ],
  ['as declared by what is loaded', { files: { ...NOUVEAU, ...loaded('580.76.05') } }, []],
  ['as declared, and not loaded yet', { files: NOUVEAU, installed: '580.76.05' }, []],
  [
    'another one that nobody uses is replaced at once',
    { files: { ...NOUVEAU, ...loaded('570.10') }, installed: '570.10' },
    [DOWNLOAD, ...install('driver 570.10 -> 580.76.05')],
  ],
  [
    'legacy 89: another one in use stays loaded until a restart',
    { files: { ...NOUVEAU, ...loaded('570.10', '3') }, installed: '570.10' },
    [
      DOWNLOAD,
      ...install('driver 570.10 -> 580.76.05', ' --allow-installation-with-running-driver'),
      'restart: driver 570.10 is loaded until then, 580.76.05 comes with it',
    ],
  ],
  [
    'installed, and the former one is still at work',
    { files: { ...NOUVEAU, ...loaded('570.10', '3') }, installed: '580.76.05' },
    ['restart: driver 570.10 is loaded until then, 580.76.05 comes with it'],
  ],
  [
    'an old installer would take the driver out from under guests',
    { files: { ...NOUVEAU, ...loaded('535.10', '3') }, driver: { version: '550.20' } },
    [
      '✖ cannot install the driver 550.20: 535.10 is in use, and its installer would take that out from under the guests (stop the guests with a GPU (phoenix stop ID...; phoenix status shows who runs), then type phoenix setup again)',
    ],
  ],
  ['no card of NVIDIA', { lspci: OTHER }, ['! left out: this host has no graphics card of NVIDIA']],
  [
    'no version',
    { driver: { version: undefined } },
    [
      '✖ cannot install the driver of NVIDIA: nvidia_driver.version is not declared (declare nvidia_driver.version, like "580.76.05", or nvidia_driver.install false)',
    ],
  ],
])('%s', async (_, one, expected) => {
  expect(await lines(one)).toEqual(expected);
});

it('legacy 89, 90: nothing is purged, no module is taken out, and the host is not restarted', async () => {
  const { operations } = await draft({ files: loaded('570.10', '3'), installed: '570.10' });
  const argv = operations.flatMap((one) => ('run' in one ? [one.run.join(' ')] : []));
  for (const line of argv) expect(line).not.toMatch(/purge|remove|rmmod|reboot|shutdown|modprobe/);
});

it('users of a module are those that are no modules themselves', async () => {
  const files = {
    ...NOUVEAU,
    ...loaded('570.10', '2'),
    '/sys/module/nvidia/holders/nvidia_uvm': '',
    '/sys/module/nvidia/holders/nvidia_drm': '',
  };
  expect((await draft({ files, installed: '570.10' })).restart).toBeUndefined();
});

it.each([
  ['5.15.108-1-pve', 'pve-headers-5.15.108-1-pve'],
  ['6.2.16-3-pve', 'pve-headers-6.2.16-3-pve'],
  ['6.5.11-4-pve', 'proxmox-headers-6.5.11-4-pve'],
  ['6.14.8-2-pve', 'proxmox-headers-6.14.8-2-pve'],
  ['7.0.1-1-pve', 'proxmox-headers-7.0.1-1-pve'],
])('the headers of kernel %s are in the package %s', async (kernel, name) => {
  expect(await lines({ kernel })).toContain(
    `a driver is built for ${kernel}: apt-get install -y ${name}`,
  );
});

it.each([
  ['not there', {}, undefined, true],
  ['there, its sum not declared', { [RUNFILE]: 'x' }, undefined, false],
  ['there, with the declared sum', { [RUNFILE]: 'x' }, sha256('x'), false],
  ['there, with another sum', { [RUNFILE]: 'x' }, sha256('y'), true],
])('a driver that is %s is downloaded or not', async (_, files, sum, isFetched) => {
  const { sha256: __, ...unsaid } = declared;
  const host = fakeHost({
    files,
    commands: { 'lspci -nnk': GPU, modinfo: { exit: 1 }, uname: '6.14.8-2-pve\n' },
  });
  const driver = { ...unsaid, ...(sum !== undefined && { sha256: sum }) };
  const declaration = { config: { nvidia_driver: driver } };
  const { operations } = plan(declaration, await observe(host, declaration));
  expect(operations.some(({ id }) => id === 'download')).toBe(isFetched);
});
