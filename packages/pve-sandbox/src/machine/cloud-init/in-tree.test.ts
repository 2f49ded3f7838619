import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemFiles } from '../../guest/system-files.ts';
import { writeMissing } from '../../host/write-missing.ts';
import { bringUp, cardsOf } from '../bring-up.ts';
import { interfacesOf } from '../interfaces.ts';
import { manageHosts, setHostname } from './hostname.ts';
import { makeUsers } from './make-users.ts';
import { readNetplan, writeNetplan } from './netplan.ts';
import { Report } from './report.ts';
import { writeFiles } from './write-files.ts';

let tree: string;
const text = (path: string) => readFileSync(join(tree, path), 'utf8');
const mode = (path: string) => statSync(join(tree, path)).mode & 0o7777;

beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'tree-'));
  writeMissing(tree, systemFiles({ ostype: 'ubuntu', version: '24.04' }));
  mkdirSync(join(tree, 'run'));
});
afterEach(() => rmSync(tree, { recursive: true, force: true }));

test('a user is made with group, home, keys, sudo and hash', () => {
  const user = { name: 'admin', groups: 'sudo, docker', sudo: 'ALL=(ALL) NOPASSWD:ALL' };
  const login = {
    lock_passwd: false,
    passwd: '$6$a$b',
    ssh_authorized_keys: ['ssh-ed25519 A one'],
  };
  makeUsers(tree, { users: [{ ...user, ...login, shell: '/bin/bash' }] }, 'ubuntu');
  expect(text('etc/passwd')).toContain('admin:x:1000:1000::/home/admin:/bin/bash\n');
  expect(text('etc/shadow')).toContain('admin:$6$a$b:');
  expect(text('etc/group')).toMatch(/^sudo:x:27:admin$/m);
  expect(text('etc/group')).toMatch(/^docker:x:\d+:admin$/m);
  expect(text('home/admin/.ssh/authorized_keys')).toBe('ssh-ed25519 A one\n');
  expect(mode('home/admin/.ssh')).toBe(0o700);
  expect(text('etc/sudoers.d/90-cloud-init-users')).toContain('admin ALL=(ALL) NOPASSWD:ALL\n');
});

test("Proxmox's own form: `user`, its keys and its password are the image's user", () => {
  const config = { user: 'debian', password: '$5$salt$hash', ssh_authorized_keys: ['ssh-rsa B'] };
  makeUsers(tree, { ...config, users: ['default'] }, 'ubuntu');
  expect(text('etc/passwd')).toMatch(/^debian:x:1000:/m);
  expect(text('etc/passwd')).not.toMatch(/^ubuntu:/m);
  expect(text('etc/shadow')).toContain('debian:$5$salt$hash:');
  expect(text('home/debian/.ssh/authorized_keys')).toBe('ssh-rsa B\n');
});

test('a second time nothing is doubled, and without a password the account stays locked', () => {
  const config = { users: [{ name: 'a', ssh_authorized_keys: ['k'], sudo: ['x'] }] };
  makeUsers(tree, config, 'ubuntu');
  const before = ['etc/passwd', 'etc/group', 'etc/sudoers.d/90-cloud-init-users'].map(text);
  makeUsers(tree, config, 'ubuntu');
  expect(['etc/passwd', 'etc/group', 'etc/sudoers.d/90-cloud-init-users'].map(text)).toEqual(
    before,
  );
  expect(text('home/a/.ssh/authorized_keys')).toBe('k\n');
  expect(text('etc/shadow')).toContain('a:!:');
});

test('files are written with mode, in base64, appended, and deferred ones later', () => {
  const files = [
    { path: '/opt/a/b', content: 'aGk=', encoding: 'b64', permissions: '0750' },
    { path: '/opt/a/b', content: '!', append: true, permissions: 0o600 },
    { path: '/opt/later', content: 'x', defer: true },
  ];
  writeFiles(tree, { write_files: files }, false);
  expect(text('opt/a/b')).toBe('hi!');
  expect(mode('opt/a/b')).toBe(0o600);
  expect(() => text('opt/later')).toThrow();
  writeFiles(tree, { write_files: files }, true);
  expect(text('opt/later')).toBe('x');
  const stranger = { path: '/x', content: '', owner: 'nobody-here:root' };
  expect(() => writeFiles(tree, { write_files: [stranger] }, false)).toThrow(/Unknown user/);
});

test('the names of the machine', () => {
  const config = { hostname: 'web', fqdn: 'web.x.test', manage_etc_hosts: true };
  setHostname(tree, config);
  manageHosts(tree, config);
  expect(text('etc/hostname')).toBe('web\n');
  expect(text('etc/hosts')).toContain('127.0.1.1 web.x.test web\n');
});

const cards = cardsOf(new Map([['net0', 'virtio=BC:24:11:00:80:01,bridge=vmbr0']]));
const proxmox = `version: 1
config:
    - type: physical
      name: eth0
      mac_address: 'bc:24:11:00:80:01'
      subnets:
      - type: static
        address: '10.0.0.8'
        netmask: '255.255.240.0'
        gateway: '10.0.0.1'
    - type: nameserver
      address: ['1.1.1.1']
      search: ['x.test']
`;

test("Proxmox's network settings become netplan's, and the card's address", () => {
  writeNetplan(tree, proxmox, new Report(tree, ''));
  expect(readNetplan(tree).eth0?.addresses).toEqual(['10.0.0.8/20']);
  bringUp(8001, tree, cards);
  expect(interfacesOf(tree)).toEqual([
    { name: 'eth0', mac: 'bc:24:11:00:80:01', address: '10.0.0.8/20', gateway: '10.0.0.1' },
  ]);
  expect(text('etc/resolv.conf')).toBe('nameserver 1.1.1.1\nsearch x.test\n');
});

test.each([
  ['a card by pattern', 'match: {name: "en*"}, dhcp4: true', /^10\.0\.0\.\d+\/24$/],
  ['a card by its own name', undefined, /^10\.1\.1\.1\/24$/],
  ['another card', 'match: {macaddress: "12:34:00:00:00:01"}, dhcp4: true', /^$/],
])('settings of version 2 for %s', (_, plan, address) => {
  const own = plan === undefined ? 'ens18: {addresses: [10.1.1.1/24]}' : `id0: {${plan}}`;
  writeNetplan(tree, `network: {version: 2, ethernets: {${own}}}`, new Report(tree, ''));
  bringUp(8001, tree, cards);
  expect(interfacesOf(tree)[0]?.name).toBe('ens18');
  expect(interfacesOf(tree)[0]?.address).toMatch(address);
});

test('a name that no card of a machine has sets nothing up', () => {
  writeNetplan(tree, 'version: 2\nethernets: {eth0: {dhcp4: true}}', new Report(tree, ''));
  bringUp(8001, tree, cards);
  expect(interfacesOf(tree)[0]).toMatchObject({ name: 'ens18', address: '' });
});
