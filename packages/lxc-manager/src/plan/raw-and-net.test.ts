import { parseConf } from '@phoenix/shared-runtime/pve';
import { expect, it } from 'vitest';
import { canonical } from './configure.ts';
import { deviceChanges } from './devices.ts';
import { aGuest, confOf } from './fixtures.ts';
import { isMade } from './making.ts';
import { mountChanges, rootGrowth } from './mounts.ts';
import { desiredNet, sameNet } from './network.ts';
import { afterEdit, editOperation, rawEdit, wantedLines } from './raw-lines.ts';
import { pendingKeys } from './settings.ts';
import { conversionObstacle, snapshotObstacle } from './snapshots.ts';

const keys = (pairs: Record<string, string>) => new Map(Object.entries(pairs));

it.each<[string, string | undefined, string, boolean]>([
  ['nothing there', undefined, 'name=eth0', false],
  ['the same', 'name=eth0,bridge=vmbr0', 'name=eth0,bridge=vmbr0', true],
  ['another order', 'bridge=vmbr0,name=eth0', 'name=eth0,bridge=vmbr0', true],
  ['the type that holds anyway', 'name=eth0,type=veth', 'name=eth0', true],
  ['a type of its own', 'name=eth0,type=other', 'name=eth0', false],
  ['an address in other letters', 'hwaddr=bc:24:11:00:00:0A', 'hwaddr=BC:24:11:00:00:0a', true],
  ['a name in other letters', 'name=ETH0', 'name=eth0', false],
  ['another value', 'name=eth0,mtu=1400', 'name=eth0,mtu=1500', false],
  ['one more', 'name=eth0,mtu=1400', 'name=eth0', false],
])('net0, %s', (_, have, want, expected) => expect(sameNet(have, want)).toBe(expected));

it.each<[Parameters<typeof aGuest>[1], string | undefined, string]>([
  [{}, undefined, 'name=eth0,bridge=vmbr0,gw=10.0.0.1,ip=10.0.0.200/24'],
  [
    {},
    'name=x,mtu=1400,bridge=y,hwaddr=A,ip6=auto,firewall=1,tag=3',
    'name=eth0,bridge=vmbr0,firewall=1,gw=10.0.0.1,hwaddr=A,ip=10.0.0.200/24,mtu=1400,tag=3',
  ],
  [
    { mac_address: 'bc:0a', firewall: { enabled: true, rules: [] } },
    'hwaddr=A',
    'name=eth0,bridge=vmbr0,firewall=1,gw=10.0.0.1,hwaddr=BC:0A,ip=10.0.0.200/24',
  ],
  [
    { firewall: { enabled: false, rules: [] } },
    'firewall=1',
    'name=eth0,bridge=vmbr0,gw=10.0.0.1,ip=10.0.0.200/24',
  ],
])('net0 of %j over %j', (guest, current, expected) => {
  expect(desiredNet(aGuest(950, guest), current)).toBe(expected);
});

it.each([
  ['net0', 'name=eth0', 'name=eth0,type=veth'],
  ['net10', 'type=veth,name=eth0', 'type=veth,name=eth0'],
  ['net0', 'name=eth0,type=x', 'name=eth0,type=x'],
  ['net0', 'name=eth0,mytype=x', 'name=eth0,mytype=x,type=veth'],
  ['xnet0', 'a', 'a'],
  ['net0x', 'a', 'a'],
  ['mp0', 'data:5,mp=/a', 'data:5,mp=/a,size=5G'],
  ['mp12', 'data:5', 'data:5,size=5G'],
  ['mp0', '/srv/a:5,mp=/a', '/srv/a:5,mp=/a'],
  ['mp0', 'data:subvol-1,mp=/a', 'data:subvol-1,mp=/a'],
  ['mp0', 'data:5x,mp=/a', 'data:5x,mp=/a'],
  ['xmp0', 'data:5', 'data:5'],
  ['memory', 'data:5', 'data:5'],
])('what Proxmox makes of %s %s', (key, sent, stored) => expect(canonical(key, sent)).toBe(stored));

const line = (key: string, value: string) => ({ key, value });

it('lines stand once, capabilities one by one', () => {
  const lines = wantedLines({
    ...aGuest(950),
    apparmor_profile: 'unconfined',
    apparmor_manages_nesting: true,
    lxc_options: [
      line('lxc.cap.drop', ' a, b  a'),
      line('lxc.cap.keep', 'c,d'),
      line('lxc.environment', 'A=1 2'),
      line('lxc.environment', 'A=1 2'),
      line('lxc.environment', ''),
      line('lxc.apparmor.profile', 'other'),
      line('lxc.mount.auto', 'x'),
      line('lxc.mount.auto', 'y'),
    ],
  });
  expect(lines.map(({ key, value }) => `${key}=${value}`)).toEqual([
    'lxc.apparmor.profile=unconfined',
    'lxc.cap.drop=a',
    'lxc.cap.drop=b',
    'lxc.cap.keep=c',
    'lxc.cap.keep=d',
    'lxc.environment=A=1 2',
    'lxc.mount.auto=x',
  ]);
});

it.each(['unconfined', 'generated', 'unchanged'])('%s needs no nesting of ours', (profile) => {
  const guest = { ...aGuest(950), apparmor_profile: profile, apparmor_manages_nesting: true };
  expect(wantedLines(guest)).toEqual([line('lxc.apparmor.profile', profile)]);
});

it.each(['lxc.signal.halt', 'lxc.init.cmd', 'lxc.apparmor.allow_nesting', 'lxc.cap.keep'])(
  'a declared %s takes the place of what is there, and nothing else',
  (key) => {
    const guest = { ...aGuest(950), lxc_options: [line(key, 'new')] };
    const current = [line(key, 'old'), line('lxc.environment', 'old'), line(key, 'new')];
    const edit = rawEdit(guest, current);
    expect(edit).toEqual({ remove: [line(key, 'old')], add: [] });
    expect(editOperation(950, { remove: [], add: [], ...edit }).cause).toBe(`without ${key}: old`);
    expect(afterEdit(current, edit)).toEqual([line('lxc.environment', 'old'), line(key, 'new')]);
    expect(rawEdit(guest, [line(key, 'new')])).toBeUndefined();
  },
);

it('the cause tells each line once', () => {
  const edit = {
    remove: [line('a', '1'), line('b', '2')],
    add: [line('a', '3'), line('c', '4')],
  };
  expect(editOperation(950, edit).cause).toBe('a: 3; c: 4; without b: 2');
  expect(afterEdit([line('a', '1'), line('a', '9'), line('b', '1')], edit)).toEqual([
    line('a', '9'),
    line('b', '1'),
    line('a', '3'),
    line('c', '4'),
  ]);
});

const GPU = ['/dev/nvidia0', '/dev/nvidiactl', '/dev/nvidia-uvm', '/dev/nvidia-uvm-tools'];
const devices = (guest: Parameters<typeof aGuest>[1], conf: string, isNew = false) => {
  const { main } = parseConf(conf);
  return deviceChanges(aGuest(950, guest), { keys: main.keys, raw: main.raw }, isNew).map(
    ({ key, from, to }) => `${key} ${from ?? '-'} ${to ?? '-'}`,
  );
};
const mount = (path: string) => `lxc.mount.entry: ${path} dev none bind\n`;

it.each<[string, string[]]>([
  ['', GPU.map((path, at) => `dev${at} - ${path},mode=0666`)],
  [`dev1: /dev/x\n${GPU.slice(1).map(mount).join('')}`, ['dev0 - /dev/nvidia0,mode=0666']],
  [`dev0: path=/dev/nvidia0\n${GPU.slice(1).map(mount).join('')}`, []],
  [`dev0: mode=0666\n${GPU.map(mount).join('')}`, []],
  [`${GPU.map(mount).join('')}dev0: /dev/nvidia1\n`, ['dev0 /dev/nvidia1 -']],
  [
    `${GPU.map(mount).join('')}dev0: /dev/nvidia12\ndev1: /dev/nvidia-caps\n`,
    ['dev0 /dev/nvidia12 -'],
  ],
  [`${GPU.map(mount).join('')}dev0: /x/dev/nvidia1\ndev1: /dev/nvidia1x\n`, []],
  [
    `${GPU.map((path) => `lxc.mount.auto: ${path} x\n`).join('')}`,
    GPU.map((path, at) => `dev${at} - ${path},mode=0666`),
  ],
])('a GPU beside %j', (conf, expected) => {
  expect(devices({ gpu_assignment: [0] }, conf)).toEqual(expected);
});

it('GPUs that nobody declares stay, but in a new clone', () => {
  const conf = 'dev0: /dev/nvidia1\ndev1: /dev/nvidia-uvm\ndev2: /dev/x\nxdev3: /dev/nvidia1\n';
  expect(devices({}, conf)).toEqual([]);
  expect(devices({}, conf, true)).toEqual(['dev0 /dev/nvidia1 -', 'dev1 /dev/nvidia-uvm -']);
});

const volume = { volumes: [{ name: 'a', pool: 'data', size_gb: 5, mount_point: '/a' }] };
const bind = { mount_points: [{ host_path: '/srv/a', container_path: '/a' }] };
const readOnly = { mount_points: [{ host_path: '/srv/a', container_path: '/a', read_only: true }] };

it.each<[Parameters<typeof aGuest>[1], string, object]>([
  [volume, 'data:x,mp=/a,size=5G', {}],
  [volume, 'data:x,mp=/a,size=4G', { growth: [{ key: 'mp3', from: '4G', to: 5 }] }],
  [volume, 'data:x,mp=/a', { growth: [{ key: 'mp3', from: '0', to: 5 }] }],
  [
    volume,
    'data:x,mp=/a,size=6G',
    { notes: ['mp3 of 950 is 6G, declared 5G: Proxmox cannot shrink it'] },
  ],
  [volume, 'data:7,mp=/a', {}],
  [volume, 'data:0.5,mp=/a', {}],
  [volume, 'data:7x,mp=/a', { growth: [{ key: 'mp3', from: '0', to: 5 }] }],
  [
    volume,
    'database:x,mp=/a,size=5G',
    {
      notes: [
        'mp3 of 950 holds /a as database:x,mp=/a,size=5G: left as it is, because changing it would lose its data',
      ],
    },
  ],
  [bind, '/srv/a,mp=/a', {}],
  [bind, '/srv/a,mp=/a,ro=0', {}],
  [readOnly, '/srv/a,mp=/a,ro=1', {}],
  [
    bind,
    '/srv/a,mp=/a,ro=1',
    { changes: [{ key: 'mp3', from: '/srv/a,mp=/a,ro=1', to: '/srv/a,mp=/a' }] },
  ],
  [
    readOnly,
    '/srv/a,mp=/a',
    { changes: [{ key: 'mp3', from: '/srv/a,mp=/a', to: '/srv/a,mp=/a,ro=1' }] },
  ],
  [bind, '/srv/b,mp=/a', { changes: [{ key: 'mp3', from: '/srv/b,mp=/a', to: '/srv/a,mp=/a' }] }],
  [
    bind,
    'data:x,mp=/a,size=5G',
    {
      notes: [
        'mp3 of 950 holds /a as data:x,mp=/a,size=5G: left as it is, because changing it would lose its data',
      ],
    },
  ],
])('a mount %j where there is %s', (guest, mp3, expected) => {
  const found = mountChanges(
    aGuest(950, guest),
    keys({ mp3, xmp4: 'a:b,mp=/c', mp5x: 'a:b,mp=/d' }),
  );
  expect(found).toEqual({ changes: [], growth: [], notes: [], ...expected });
});

it.each<[string | undefined, object]>([
  [undefined, {}],
  ['guests:x,size=8G', {}],
  ['guests:x,size=7G', { growth: [{ key: 'rootfs', from: '7G', to: 8 }] }],
  ['guests:x', { growth: [{ key: 'rootfs', from: '0', to: 8 }] }],
  [
    'guests:x,size=9G',
    { notes: ['the root disk of 950 is 9G, declared 8G: Proxmox cannot shrink it'] },
  ],
  [
    'data:x,size=8G',
    {
      notes: [
        'the root disk of 950 is on data, declared guests: to move it, type pct move-volume 950 rootfs guests',
      ],
    },
  ],
])('a root disk %s', (rootfs, expected) => {
  const current = keys(rootfs === undefined ? {} : { rootfs });
  expect(rootGrowth(aGuest(950), current)).toEqual({ growth: [], notes: [], ...expected });
});

it('what waits for the next start', () => {
  const change = (key: string, to: string | undefined) => ({ key, from: 'x', to });
  expect(
    pendingKeys([
      change('memory', '1'),
      change('nameserver', 'a'),
      change('searchdomain', undefined),
      change('features', 'b'),
      change('mp1', 'data:1'),
      change('mp2', undefined),
      change('xmp3', undefined),
      change('dev0', undefined),
    ]),
  ).toEqual(['nameserver', 'searchdomain', 'features', 'mp2']);
});

it.each<[Record<string, string>, string | undefined, string | undefined]>([
  [{ rootfs: 'guests:x,size=1G', mp0: 'guests:y,mp=/a' }, undefined, undefined],
  [{ mp10: '/srv/a,mp=/a' }, 'mp10 (/srv/a) is a bind mount', 'mp10 (/srv/a) is a bind mount'],
  [{ xmp0: '/srv/a,mp=/a', mp0x: '/srv/b', dev0: '/dev/a' }, undefined, undefined],
  [{ rootfs: 'away:x' }, undefined, undefined],
])('obstacles of %j', (conf, snapshot, conversion) => {
  expect(snapshotObstacle(keys(conf), new Map())).toBe(snapshot);
  expect(conversionObstacle(keys(conf))).toBe(conversion);
});

it.each<[string, Record<string, unknown>, boolean]>([
  ['no root disk', { source: 900 }, false],
  ['a clone with its root disk', { source: 900, rootfs: true }, true],
  ['Proxmox says that it has ended', { rootfs: true, ended: true }, true],
  ['Proxmox says that it has not', { rootfs: true, swap: true, ended: false }, false],
  ['everything asked for', { rootfs: true, swap: true }, true],
  ['all but what is written last', { rootfs: true }, false],
  ['something else than asked for', { rootfs: true, swap: true, memory: 1 }, false],
])('whole or half-made: %s', (_, { rootfs, swap, memory, ...more }, expected) => {
  const conf = parseConf(
    confOf(aGuest(950))
      .replace(/memory: .*\n/, `memory: ${memory ?? 512}\n`)
      .replace(/rootfs: .*\n/, (found) => (rootfs ? found : ''))
      .replace(/swap: .*\n/, (found) => (swap ? found : '')),
  );
  const argv = ['pct', 'create', '950', 'x', '--full', '1', '--memory', '512'];
  expect(isMade(conf, { stage: 'define', argv, ...more })).toBe(expected);
});
