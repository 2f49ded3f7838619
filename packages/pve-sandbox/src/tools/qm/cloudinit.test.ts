import { expect, test } from 'vitest';
import { emptyVmConf } from '../../state/vm-conf.ts';
import { metaData } from './cloudinit-data.ts';
import { networkData } from './cloudinit-network.ts';
import { recordCloudInit } from './cloudinit-record.ts';
import { userData } from './cloudinit-user.ts';

// The words of a real host for a machine with everything set.
const user = `#cloud-config
hostname: tmpl
manage_etc_hosts: true
fqdn: tmpl.x.test
user: debian
password: $5$VynBRGD/$aKsliis6y73jRYbTz3ttz752KR/aXtekGSlyVyN1J3/
ssh_authorized_keys:
  - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHRdyWlbPEzySjG3MhGFbcTsDZ/3bDKBTHZc7tE8nhac root@pve
chpasswd:
  expire: False
users:
  - default
package_upgrade: true
`;
const network = `version: 1
config:
    - type: physical
      name: eth0
      mac_address: 'bc:24:11:6e:88:67'
      subnets:
      - type: static
        address: '10.99.0.80'
        netmask: '255.255.255.0'
        gateway: '10.99.0.1'
    - type: nameserver
      address:
      - '1.1.1.1'
      search:
      - 'x.test'
`;
const values = new Map([
  ['name', 'tmpl'],
  ['ciuser', 'debian'],
  ['cipassword', '$5$VynBRGD/$aKsliis6y73jRYbTz3ttz752KR/aXtekGSlyVyN1J3/'],
  [
    'sshkeys',
    'ssh-ed25519%20AAAAC3NzaC1lZDI1NTE5AAAAIHRdyWlbPEzySjG3MhGFbcTsDZ%2F3bDKBTHZc7tE8nhac%20root%40pve%0A',
  ],
  ['nameserver', '1.1.1.1'],
  ['searchdomain', 'x.test'],
  ['ipconfig0', 'ip=10.99.0.80/24,gw=10.99.0.1'],
  ['net0', 'virtio=BC:24:11:6E:88:67,bridge=vmbr0,firewall=1'],
]);

test('user, network and instance are those of a real host', () => {
  expect(userData(8000, values)).toBe(user);
  expect(networkData(values)).toBe(network);
  expect(metaData(user, network)).toBe('instance-id: 73d263c589ba0f7b4f520e9e6e3ef7a34625f64b\n');
});

test('root logs in, an upgrade can be left out, a name with a dot is a full one', () => {
  const text = userData(
    8000,
    new Map([
      ['name', 'a.b.c'],
      ['ciuser', 'root'],
      ['ciupgrade', '0'],
    ]),
  );
  expect(text).toBe(
    '#cloud-config\nhostname: a\nmanage_etc_hosts: true\nfqdn: a.b.c\nuser: root\n' +
      'disable_root: False\nchpasswd:\n  expire: False\n',
  );
});

test('what changes while the machine runs is noted until the drive is made anew', () => {
  const conf = emptyVmConf();
  recordCloudInit(conf, 'name', 'a', 'b');
  recordCloudInit(conf, 'ciuser', undefined, 'me');
  recordCloudInit(conf, 'memory', '1', '2');
  expect([...conf.cloudInit]).toEqual([
    ['name', 'a'],
    ['added', 'ciuser'],
  ]);
  recordCloudInit(conf, 'name', 'b', 'c');
  expect(conf.cloudInit.get('name')).toBe('a');
  recordCloudInit(conf, 'name', 'c', 'a');
  recordCloudInit(conf, 'ciuser', 'me', undefined);
  expect(conf.cloudInit.size).toBe(0);
});
