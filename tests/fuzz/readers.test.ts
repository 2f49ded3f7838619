import fc from 'fast-check';
import { expect, test } from 'vitest';
import { savedIn, savedText } from '../../packages/dispatcher/src/saved/saved-text.ts';
import { grubWith } from '../../packages/hypervisor-manager/src/kernel/boot-words.ts';
import { sourcedBy } from '../../packages/hypervisor-manager/src/look/interfaces-files.ts';
import {
  stanzaOf,
  withAddress,
} from '../../packages/hypervisor-manager/src/steps/network/stanza.ts';
import {
  parseEtab,
  parseExports,
} from '../../packages/hypervisor-manager/src/steps/nfs/exports-file.ts';
import { sectionsOf } from '../../packages/hypervisor-manager/src/steps/samba/conf.ts';
import { parseUserCfg } from '../../packages/hypervisor-manager/src/steps/users/user-cfg.ts';
import {
  parseImportable,
  parsePoolStatus,
} from '../../packages/hypervisor-manager/src/steps/zfs/pool-status.ts';
import { PhoenixError } from '../../packages/shared-runtime/src/errors.ts';
import { eventIn } from '../../packages/shared-runtime/src/event-shape.ts';
import { eventsIn, operationsIn } from '../../packages/shared-runtime/src/journal/run-events.ts';
import { parseEnd, parseRecord } from '../../packages/shared-runtime/src/journal/run-record.ts';
import { parseConf } from '../../packages/shared-runtime/src/pve/conf.ts';
import { applyConfEdit } from '../../packages/shared-runtime/src/pve/conf-edit.ts';
import { parseProperties } from '../../packages/shared-runtime/src/pve/properties.ts';
import { parseStorages } from '../../packages/shared-runtime/src/pve/storage.ts';
import { parseUpid } from '../../packages/shared-runtime/src/tasks.ts';
import { machine } from '../../packages/vm-manager/src/cloud-init/fixtures.ts';
import { networkConfig } from '../../packages/vm-manager/src/cloud-init/network-config.ts';
import { readUserData } from '../../packages/vm-manager/src/cloud-init/read-user-data.ts';
import { templateProblems } from '../../packages/vm-manager/src/cloud-init/site-template.ts';
import { parseAnswer, parseReply } from '../../packages/vm-manager/src/tools/guest/reply.ts';
import { sumIn } from '../../packages/vm-manager/src/tools/image/listed-sum.ts';
import { brokenText } from './mutate-text.ts';
import { Random } from './random.ts';

const CONF =
  'arch: amd64\nhostname: a\nnet0: name=eth0,bridge=vmbr0,ip=dhcp\nlxc.idmap: u 0 1 2\n\n[snap]\nmemory: 5\n';
const EVENTS = [
  '{"type":"version","version":1,"program":"lxc-manager"}',
  '{"type":"operation-start","guest":950,"operation":"set","cause":"memory 1 -> 2","time":1}',
  '{"type":"operation-end","guest":950,"operation":"set","result":"done","seconds":1}',
].join('\n');
const USER_DATA =
  '#cloud-config\nhostname: __HOSTNAME__\nusers:\n  - name: __USERNAME__\nruncmd:\n  - [a, b]\n';
const NETWORK =
  'network:\n  version: 2\n  ethernets:\n    eth0:\n      dhcp4: __DHCP4_ENABLED__\n      addresses: [__IPV4_ADDRESS__]\n';
const EXPORTS =
  '/srv/a 10.0.0.0/24(rw,sync) *(ro)\n"/srv/b c" -ro 10.0.0.1\n/srv/d\\040e x(rw) # c\n';
const POOL =
  '  pool: tank\n state: ONLINE\nconfig:\n\n\tNAME STATE\n\ttank ONLINE\n\t  mirror-0 ONLINE\n\t    /dev/sda ONLINE\n';
const SAVED = savedText({
  kind: 'phoenix-plan',
  format: 1,
  phoenix: '1',
  host: { name: 'pve', machine: 'm' },
  saved: '2026-01-01T00:00:00Z',
  baseDir: '/p',
  of: 'guests',
  words: ['all'],
  targets: [],
  guests: [],
});
const edit = { remove: [{ key: 'lxc.idmap' }], add: [{ key: 'lxc.a', value: 'b' }] };

// Texts of the host, of guests, of runs that were killed: anybody may have written into them.
test.each<[string, string, (text: string) => unknown]>([
  ['a conf file', CONF, parseConf],
  ['a conf file that is edited', CONF, (text) => applyConfEdit(text, edit)],
  ['a property string', 'virtio=BC:24:11:00:00:01,bridge=vmbr0,tag=5', parseProperties],
  [
    'storage.cfg',
    'dir: local\n\tpath /var/lib/vz\n\tcontent iso\n\nzfspool: a\n\tpool a/b\n',
    parseStorages,
  ],
  ['the name of a job', 'UPID:pve:0001:0002:6500:vzcreate:950:root@pam:', parseUpid],
  ['an event', EVENTS.split('\n')[1] ?? '', eventIn],
  ['the events of a run', EVENTS, (text) => operationsIn(eventsIn(text))],
  [
    'the record of a run',
    '{"pid":1,"command":["phoenix","create"],"since":"2026-01-01"}',
    parseRecord,
  ],
  ['the end of a run', '{"exit":0,"time":"2026-01-01","guests":{"950":"created"}}', parseEnd],
  ['a saved plan', SAVED, (text) => savedIn(text, '/f')],
  ['user-data', USER_DATA, readUserData],
  ['a template of user-data', USER_DATA, (text) => templateProblems('user-data', '/f', text)],
  [
    'a template of network-config',
    NETWORK,
    (text) => templateProblems('network-config', '/f', text),
  ],
  ['what a guest answers', '{"exitcode":0,"exited":1,"out-data":"a\\n"}', parseReply],
  ['what a script in a guest answers', 'phoenix 0 1\n', parseAnswer],
  ['a list of checksums', `${'a'.repeat(64)} *noble.img\n`, (text) => sumIn(text, 'noble.img', 64)],
  ['exports', EXPORTS, parseExports],
  ['the table of exports', '/srv/a\t10.0.0.0/24(rw,sync)\n', parseEtab],
  ['smb.conf', '[global]\n workgroup = A\n[homes]\n', sectionsOf],
  [
    'user.cfg',
    'user:a@pam:1:0:::::\nacl:1:/:a@pam:Administrator:\n',
    (text) => parseUserCfg(text, 'a@pam'),
  ],
  ['zpool status', POOL, parsePoolStatus],
  ['zpool import', POOL, parseImportable],
  [
    'interfaces',
    'auto vmbr0\niface vmbr0 inet static\n\taddress 10.0.0.2/24\nsource /etc/x/*\n',
    (text) => [
      sourcedBy(text),
      stanzaOf(text, 'vmbr0'),
      withAddress(text, 'vmbr0', { address: '10.0.0.3/24' }),
    ],
  ],
  [
    'the parameters of the kernel',
    'GRUB_CMDLINE_LINUX_DEFAULT="quiet"\n',
    (text) => grubWith(text, ['iommu=pt']),
  ],
])('%s may be broken in any way', (_, text, read) => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 4 }), (seed, times) => {
      const random = new Random(seed);
      const broken = Array.from({ length: times }).reduce<string>(
        (one) => brokenText(one, random),
        text,
      );
      try {
        read(broken);
      } catch (error) {
        expect(error).toBeInstanceOf(PhoenixError);
      }
    }),
    { numRuns: 300 },
  );
});

test('a template that is not refused becomes a file', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const text = brokenText(NETWORK, new Random(seed));
      if (templateProblems('network-config', '/f', text).length > 0) return;
      expect(networkConfig(machine(), text)).toBeTypeOf('string');
    }),
    { numRuns: 300 },
  );
});
