import { parseConf } from '@phoenix/shared-runtime/pve';
import { expect, it } from 'vitest';
import { sameValue } from './canonical.ts';
import { stored } from './configure.ts';
import { bootDisk, cloudInitDrive, desiredBoot, disks } from './disks.ts';
import { aVm, confOf } from './fixtures.ts';
import { virtualSize } from './image-size.ts';
import { askedSettings, isMade } from './making.ts';
import { clonedNet, desiredNet, netExpectation, sameNet } from './network.ts';
import { expectedValue, isCloudInitSetting, waitsForStart } from './settings.ts';
import { cicustom, isOfAnother, isOurs, snippetFile } from './snippets.ts';

const keys = (pairs: Record<string, string>) => new Map(Object.entries(pairs));

it.each<[string, string | undefined, string, boolean]>([
  ['agent', undefined, 'enabled=0', true],
  ['agent', undefined, 'enabled=1', false],
  ['agent', '1', 'enabled=1', true],
  ['agent', '1,fstrim_cloned_disks=1', 'fstrim_cloned_disks=1,enabled=1', true],
  ['boot', 'cdn', 'legacy=cdn', true],
  ['cpu', undefined, 'kvm64', true],
  ['cpu', 'host,flags=+aes', 'cputype=host,flags=+aes', true],
  ['cores', undefined, '1', true],
  ['cores', undefined, '2', false],
  ['memory', undefined, '512', true],
  ['memory', '2048', 'current=2048', true],
  ['startup', '3,up=5', 'up=5,order=3', true],
  ['startup', undefined, 'order=3', false],
  ['startup', undefined, '', true],
  ['onboot', undefined, '0', true],
  ['onboot', 'yes', '1', true],
  ['onboot', 'ON', 'true', true],
  ['onboot', '10', '1', false],
  ['onboot', 'x1', '1', false],
  ['protection', undefined, '0', true],
  ['protection', 'on', '0', false],
  ['nameserver', '1.1.1.1, 2.2.2.2', ' 1.1.1.1;2.2.2.2', true],
  ['nameserver', '1.1.1.1 2.2.2.2', '2.2.2.2 1.1.1.1', false],
  ['nameserver', '1.1.1.12.2.2.2', '1.1.1.1 2.2.2.2', false],
  ['searchdomain', 'a b', 'a,b', true],
  ['tags', 'a b', 'a,b', true],
  ['cicustom', 'network=a,user=b', 'user=b,network=a', true],
  ['ipconfig10', 'gw=a,ip=b', 'ip=b,gw=a', true],
  ['xipconfig0', 'gw=a,ip=b', 'ip=b,gw=a', false],
  ['ipconfig0x', 'gw=a,ip=b', 'ip=b,gw=a', false],
  ['description', undefined, '', true],
  ['description', undefined, 'a', false],
  ['description', 'a=1,b=2', 'b=2,a=1', false],
])('%s %s is the same as %s: %s', (key, a, b, expected) => {
  expect(sameValue(key, a, b)).toBe(expected);
});

it.each([
  ['virtio=BC:0A,bridge=vmbr0', 'model=virtio,macaddr=bc:0a,bridge=vmbr0', true],
  ['virtio=BC:0A,bridge=vmbr0', 'virtio,bridge=vmbr0', true],
  ['virtio=BC:0A,bridge=vmbr0', 'bridge=vmbr0', true],
  ['virtio=BC:0A,bridge=vmbr0', 'virtio=BC:0B,bridge=vmbr0', false],
  ['e1000=BC:0A,bridge=vmbr0', 'virtio,bridge=vmbr0', false],
  ['virtio=BC:0A,tag=7,bridge=vmbr0', 'virtio,bridge=vmbr0,tag=7', true],
  ['virtio=BC:0A,bridge=vmbr0,firewall=0', 'virtio,bridge=vmbr0', true],
  ['virtio=BC:0A,bridge=vmbr0,firewall=1', 'virtio,bridge=vmbr0', false],
  ['virtio=BC:0A,bridge=vmbr0,link_down=0', 'virtio,bridge=vmbr0', false],
])('card %s is the same as %s: %s', (a, b, expected) => expect(sameNet(a, b)).toBe(expected));

it.each([
  [
    'e1000=BC:0A,tag=3,bridge=vmbr0,mtu=1',
    'e1000,bridge=vmbr0,mtu=1,tag=3',
    'e1000=BC:0A,bridge=vmbr0,mtu=1,tag=3',
  ],
  ['model=vmxnet3,macaddr=BC:0A,bridge=a', 'vmxnet3,bridge=a', 'vmxnet3=BC:0A,bridge=a'],
  ['rtl8139,bridge=a', 'rtl8139,bridge=a', 'bridge=a'],
  ['i82551=BC:0A', 'i82551', 'i82551=BC:0A'],
  ['ne2k_pci=BC:0A', 'ne2k_pci', 'ne2k_pci=BC:0A'],
  ['ne2k_isa=BC:0A', 'ne2k_isa', 'ne2k_isa=BC:0A'],
  ['e1000-82540em=BC:0A', 'e1000-82540em', 'e1000-82540em=BC:0A'],
  ['virtiox=A,tag=1', 'virtio,tag=1,virtiox=A', 'tag=1,virtiox=A'],
  ['xvirtio=A,tag=1', 'virtio,tag=1,xvirtio=A', 'tag=1,xvirtio=A'],
])('card %s as a clone has it, and as it is read back', (card, clone, expectation) => {
  expect(clonedNet(card)).toBe(clone);
  expect(netExpectation(card)).toBe(expectation);
});

it('a card that is not there', () => {
  expect(sameNet(undefined, 'virtio')).toBe(false);
  expect(desiredNet(aVm(8001), undefined)).toBe('virtio,bridge=vmbr0');
});

it.each([
  ['net0', 'virtio,bridge=a', 'bridge=a'],
  ['xnet0', 'virtio,bridge=a', 'virtio,bridge=a'],
  ['net0x', 'virtio,bridge=a', 'virtio,bridge=a'],
  ['memory', 'guests:5', 'guests:5'],
  ['scsi0', 'guests:5,discard=on', 'guests:0'],
  ['scsi0', 'guests:0.5', 'guests:0'],
  ['scsi0', 'guests:5x', 'guests:5x'],
  ['scsi0', 'guests:vm-1-disk-0', 'guests:vm-1-disk-0'],
  ['scsi0', '/dev/a:5', '/dev/a:5'],
  ['ide2', 'guests:cloudinit', 'media=cdrom'],
  ['ide2', 'guests:cloudinit,media=cdrom', 'guests:cloudinit,media=cdrom'],
])('what is read back of %s %s', (key, sent, value) =>
  expect(expectedValue(key, sent)).toBe(value),
);

it.each([
  ['memory', '5', '5'],
  ['scsi0', 'guests:5,discard=on', 'guests:vm-8001-disk-0,discard=on,size=5G'],
  ['virtio11', 'guests:0.5', 'guests:vm-8001-disk-11,size=0.5G'],
  ['scsi0', 'guests:0,import-from=/x,discard=on', 'guests:vm-8001-disk-0,discard=on'],
  ['scsi0', 'files:5,format=qcow2', 'files:8001/vm-8001-disk-0.qcow2,size=5G'],
  ['ide2', 'guests:cloudinit', 'guests:vm-8001-cloudinit,media=cdrom'],
  ['scsi0', 'guests:5x,a=b', 'guests:5x,a=b'],
  ['scsi0', 'guests:x5', 'guests:x5'],
  ['scsi0', 'none,media=cdrom', 'none,media=cdrom'],
])('what Proxmox makes of %s %s', (key, sent, value) =>
  expect(stored(8001, key, sent)).toBe(value),
);

const DRIVES = keys({
  ide0: 'guests:vm-1-disk-9',
  sata1: 'guests:vm-1-disk-8',
  scsi10: 'guests:vm-1-disk-7',
  scsi2: 'guests:vm-1-disk-6',
  virtio0: 'guests:vm-1-disk-5',
  ide2: 'guests:vm-1-cloudinit,media=cdrom',
  ide3: 'none,media=cdrom',
  sata0: 'none',
  scsihw: 'virtio-scsi-single',
  xscsi0: 'guests:a',
  scsi0x: 'guests:b',
});

it('disks are told from other drives, by bus and number', () => {
  expect(disks(DRIVES)).toEqual(['scsi2', 'scsi10', 'virtio0', 'sata1', 'ide0']);
  expect(bootDisk(DRIVES)).toBe('scsi2');
  expect(bootDisk(new Map([...DRIVES, ['boot', 'order=net0;ide2;sata1;scsi2']]))).toBe('sata1');
  expect(bootDisk(new Map())).toBeUndefined();
  expect(cloudInitDrive(DRIVES)).toBe('ide2');
});

it.each([
  ['guests:cloudinit', 'ide0'],
  ['files:8001/vm-8001-cloudinit.qcow2', 'ide0'],
  ['guests:vm-8001-cloudinit', 'ide0'],
  ['guests:vm-x-cloudinit', undefined],
  ['guests:mycloudinit', undefined],
  ['guests:cloudinitx', undefined],
  ['guests:cloudinit.raw.gz', undefined],
])('a drive of cloud-init: %s', (value, key) =>
  expect(cloudInitDrive(keys({ ide0: value }))).toBe(key),
);

it.each([
  [{ scsi0: 'guests:a', boot: 'order=net0' }, 'order=scsi0;net0'],
  [{ scsi0: 'guests:a', boot: 'order=' }, 'order=scsi0'],
  [{ scsi0: 'guests:a', boot: 'order=net0;scsi0' }, undefined],
  [{ scsi0: 'guests:a', boot: 'cdn' }, undefined],
  [{ scsi0: 'guests:a', boot: 'legacy=cdn' }, undefined],
  [{ scsi0: 'guests:a' }, undefined],
  [{ boot: 'order=net0' }, undefined],
])('the boot order of %j', (conf, boot) => expect(desiredBoot(keys(conf))).toBe(boot));

it.each([
  ['name', false],
  ['net0', false],
  ['net12', false],
  ['hookscript', false],
  ['memory', true],
  ['xname', true],
  ['names', true],
  ['net', true],
  ['xnet0', true],
])('%s waits for a start: %s', (key, waits) => expect(waitsForStart(key)).toBe(waits));

it.each([
  ['ciuser', true],
  ['cicustom', true],
  ['ipconfig10', true],
  ['nameserver', true],
  ['searchdomain', true],
  ['sshkeys', true],
  ['ci', false],
  ['xciuser', false],
  ['ipconfig', false],
  ['net0', false],
  ['nameservers', false],
])('%s is for cloud-init alone: %s', (key, is) => expect(isCloudInitSetting(key)).toBe(is));

const user = (id: number) => `user=local:snippets/phoenix-${id}-user-data.yml`;

it('whose snippet it is', () => {
  expect([isOurs(1, user(1)), isOfAnother(1, user(1))]).toEqual([true, false]);
  expect([isOurs(1, user(12)), isOfAnother(1, user(12))]).toEqual([false, true]);
  expect([isOurs(1, user(12)), isOurs(2, user(12))]).toEqual([false, false]);
  expect(isOfAnother(1, 'user=local:snippets/my-phoenix-2-user-data.yml')).toBe(false);
  expect(isOfAnother(1, 'user=local:snippets/phoenix-2-user-data.yml.old')).toBe(false);
  expect(isOfAnother(1, 'user=local:snippets/phoenix-x-user-data.yml')).toBe(false);
  expect([isOurs(1, undefined), isOfAnother(1, undefined)]).toEqual([false, false]);
});

it('what others set of cicustom stays', () => {
  const snippet = {
    part: 'user',
    name: 'user-data',
    path: '/p',
    volume: 'a:b',
    content: '',
  } as const;
  expect(cicustom([snippet], 'vendor=x:y,user=old')).toBe('vendor=x:y,user=a:b');
  expect(cicustom([snippet], undefined)).toBe('user=a:b');
});

it('the file that it names', () => {
  const storages = new Map([
    ['local', { id: 'local', path: '/var/lib/vz' }],
  ]) as unknown as Parameters<typeof snippetFile>[1];
  expect(snippetFile('user=local:snippets/a.yml', storages)).toBe('/var/lib/vz/snippets/a.yml');
  expect(snippetFile('user=other:snippets/a.yml', storages)).toBeUndefined();
  expect(snippetFile('user=local', storages)).toBeUndefined();
  expect(snippetFile(undefined, storages)).toBeUndefined();
});

it('what the command asked for: settings, not where they lie', () => {
  const asked = (argv: string[], source?: number) =>
    askedSettings({ stage: 'define', argv, ...(source !== undefined && { source }) });
  expect(
    asked(['qm', 'create', '8001', '--name', 'a', '--net0', 'virtio,bridge=b', '--scsi0', 'x:5']),
  ).toEqual([
    ['name', 'a'],
    ['net0', 'bridge=b'],
    ['scsi0', 'x:0'],
  ]);
  const options = ['--full', '1', '--snapname', 's', '--storage', 'x', '--format', 'raw'];
  expect(asked(['qm', 'clone', '8000', '8001', '--name', 'a', ...options], 8000)).toEqual([
    ['name', 'a'],
  ]);
});

it('whole is what has a disk and all that was asked for', () => {
  const argv = ['qm', 'create', '8001', '--memory', '2048'];
  const is = (extra: Record<string, string | undefined>) =>
    isMade(parseConf(confOf(aVm(8001), extra)), { stage: 'define', argv });
  expect([is({}), is({ scsi0: undefined }), is({ memory: '1' })]).toEqual([true, false, false]);
});

const head = (text: string) => Uint8Array.from([...text].map((char) => char.charCodeAt(0)));

it.each([
  ['QFI\xfb', '/a.img', 99],
  ['QFI\xfb', '/a.qcow2', undefined],
  [`QFI\xfb${'\0'.repeat(27)}\x05`, '/a.img', 5],
  [`QFI\xfb${'\0'.repeat(27)}`, '/a.qcow2', undefined],
  ['KDMV', '/a.img', undefined],
  ['# Di', '/a.raw', undefined],
  ['vhdx', '/a.raw', undefined],
  ['cone', '/a.raw', undefined],
  ['QED\0', '/a.raw', undefined],
  ['\0\0\0\0', '/a.raw', 99],
  ['', '/a.img', 99],
  ['\0\0\0\0', '/a.qcow2', undefined],
  ['\0\0\0\0', '/a.img.gz', undefined],
  ['\0\0\0\0', '/aimg', undefined],
])('bytes of the disk in an image that begins with %j, %s', (text, path, bytes) => {
  expect(virtualSize(head(text), path, 99)).toBe(bytes);
});
