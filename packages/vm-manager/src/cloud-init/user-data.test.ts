import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { formerTemplate, machine } from './fixtures.ts';
import { userData } from './user-data.ts';

const user = { username: 'phoenix', ssh_keys: ['ssh-ed25519 AAAA me@desk'] };

test('the whole file of a VM', () => {
  const guest = machine({
    packages: ['htop', 'nfs-common'],
    volumes: [{ name: 'a', type: 'nfs', server: '10.0.0.2', path: '/srv', mount_point: '/mnt' }],
    user_config: { ...user, password_hash: '$y$j9T$salt$hash' },
    network_config: { ip: '10.0.0.5/24', searchdomain: 'lab.example other.example' },
  });
  expect(userData(guest)).toBe(`#cloud-config
hostname: "docker-vm-01"
fqdn: "docker-vm-01.lab.example"
manage_etc_hosts: true
users:
  - name: "phoenix"
    groups:
      - "adm"
      - "sudo"
    sudo: "ALL=(ALL) NOPASSWD:ALL"
    shell: "/bin/bash"
    lock_passwd: false
    hashed_passwd: "$y$j9T$salt$hash"
    ssh_authorized_keys:
      - "ssh-ed25519 AAAA me@desk"
package_update: true
packages:
  - "qemu-guest-agent"
  - "nfs-common"
  - "htop"
runcmd:
  - ["systemctl", "enable", "--now", "qemu-guest-agent"]
`);
});

test('without agent, user and packages there is little to say', () => {
  expect(userData(machine({ agent: false, name: 'a.lab.example' }))).toBe(
    '#cloud-config\nhostname: "a"\nfqdn: "a.lab.example"\nmanage_etc_hosts: true\n',
  );
});

test('a user without a hash has no password', () => {
  const [account] = parse(userData(machine({ user_config: user }))).users;
  expect(account).toMatchObject({ lock_passwd: true });
  expect(account).not.toHaveProperty('hashed_passwd');
});

test('volumes of other types need no package', () => {
  const volumes = [{ name: 'a', type: 'cifs', server: 's', path: '/a', mount_point: '/a' }];
  expect(parse(userData(machine({ volumes }))).packages).toEqual(['qemu-guest-agent']);
});

test('words above #cloud-config, which made cloud-init ignore the file, do not come through', () => {
  const text = userData(machine({ user_config: user }), formerTemplate);
  expect(text.split('\n')[0]).toBe('#cloud-config');
  expect(text.match(/#/g)).toHaveLength(1);
  expect(parse(text)).toEqual({
    hostname: 'docker-vm-01',
    manage_etc_hosts: true,
    users: [
      {
        name: 'phoenix',
        groups: 'users, admin',
        shell: '/bin/bash',
        passwd: '$6$salt$hash',
        ssh_authorized_keys: user.ssh_keys,
      },
    ],
    package_update: true,
    packages: ['curl', 'qemu-guest-agent'],
    runcmd: [
      ['chmod', '+x', '/tmp/x.sh'],
      ['systemctl', 'enable', '--now', 'qemu-guest-agent'],
    ],
    bootcmd: ["sed -i 's/quiet/console=ttyS0/' /etc/default/grub"],
  });
});

test('a declared password goes before the one in the template', () => {
  const guest = machine({ user_config: { ...user, password_hash: '$6$new$hash' } });
  const [account] = parse(userData(guest, formerTemplate)).users;
  expect(account).toMatchObject({ hashed_passwd: '$6$new$hash', lock_passwd: false });
  expect(account).not.toHaveProperty('passwd');
});

test('a user that the template does not name is added to its own', () => {
  const text = userData(machine({ user_config: user }), 'users:\n  - default\n  - name: ops\n');
  expect(parse(text).users).toEqual([
    'default',
    { name: 'ops' },
    expect.objectContaining({ name: 'phoenix' }),
  ]);
});

test('without a declared user, the entry of __USERNAME__ goes', () => {
  expect(parse(userData(machine(), formerTemplate))).not.toHaveProperty('users');
});

test('what the template has is not added a second time', () => {
  const template = `fqdn: other.example
packages: [qemu-guest-agent, [htop, 3.2]]
runcmd:
  - systemctl start qemu-guest-agent
users:
  - name: phoenix
    ssh_authorized_keys: [ssh-ed25519 AAAA me@desk, ssh-rsa BBBB]
`;
  const text = userData(machine({ packages: ['htop'], user_config: user }), template);
  expect(parse(text)).toEqual({
    ...parse(template),
    manage_etc_hosts: true,
    package_update: true,
  });
});

test('what the template says stays as it is written', () => {
  const odd =
    'write_files:\n  - path: /a\n    permissions: 0644\n    defer: yes\n    x: 1e3\n    d: 2032-09-01\n';
  expect(userData(machine(), odd)).toContain(odd);
});

test('a list that stands elsewhere in the template is added to only where it is meant', () => {
  const text = userData(machine(), 'bootcmd: &all [ls]\npackages: *all\n');
  expect(parse(text)).toMatchObject({ bootcmd: ['ls'], packages: ['ls', 'qemu-guest-agent'] });
});

test('a broken template is refused, in words', () => {
  expect(() => userData(machine(), 'a: [b\n')).toThrow(
    /^cannot use the user-data template of the site, line \d: no YAML: Flow sequence/,
  );
});

test.each([
  ['users: default, __USERNAME__\n', ['default', 'ops']],
  ['users: {default: true, guest: no, web: {sudo: x}}\n', ['default', { name: 'web', sudo: 'x' }]],
])('users as %j become a list, and the declared one is added', (template, users) => {
  const guest = machine({ user_config: { username: 'ops', ssh_keys: [] } });
  const all = parse(userData(guest, template)).users;
  expect(all.slice(0, -1)).toEqual(users);
  expect(all.at(-1)).toMatchObject({ name: 'ops', lock_passwd: true });
});

test('a key of the site that is written as a text stays', () => {
  const guest = machine({ user_config: { username: 'ops', ssh_keys: ['k2'] } });
  const template = 'users:\n  - name: ops\n    ssh_authorized_keys: k1\n';
  expect(parse(userData(guest, template)).users).toEqual([
    { name: 'ops', ssh_authorized_keys: ['k1', 'k2'] },
  ]);
});
