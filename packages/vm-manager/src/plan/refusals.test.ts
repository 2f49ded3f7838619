import type { VmGuest } from '@phoenix/shared-config';
import type { GuestPlan } from '@phoenix/shared-runtime';
import type { Observed } from '@phoenix/shared-runtime/guests';
import { BASE, running, wholePlan } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import {
  aClone,
  anInput,
  aVm,
  CACHED,
  confOf,
  IMAGE,
  planCreate,
  planReconfigure,
  planRestart,
  planRollback,
  planSnapshot,
  planStart,
  stopped,
  TEMPLATE,
  TEMPLATE_CONF,
} from './fixtures.ts';

const guest = aVm(8001);
const conf = confOf(guest);
const seen = (observed: Observed, of = guest) =>
  anInput({ guests: [of], observed: { [of.id]: observed } });
const created = (overrides: Partial<VmGuest>, setting = {}) =>
  planCreate(anInput({ guests: [aVm(8001, overrides)], ...setting }), false);
const cloned = (overrides: Partial<VmGuest>, source: VmGuest, observed: Observed) =>
  planCreate(
    anInput({ guests: [aClone(8001, 8000, overrides), source], observed: { 8000: observed } }),
    false,
  );
/** A qcow2 header that tells of a disk of so many GiB. */
function qcow2(gib: number): Uint8Array {
  const head = new Uint8Array(32);
  head.set([0x51, 0x46, 0x49, 0xfb]);
  new DataView(head.buffer).setBigUint64(24, BigInt(gib * 2 ** 30));
  return head;
}
const user = (password_hash: string) => ({
  user_config: { username: 'ops', ssh_keys: [], password_hash },
});
const NFS = { type: 'nfs', server: '10.0.0.9', path: '/a', mount_point: '/a' } as const;

const CASES: readonly (readonly [what: string, plan: GuestPlan])[] = [
  ['create: neither an image nor a source', created({ template_image: '' })],
  ['create: an image that is nowhere', created({ template_image: '/srv/none.img' })],
  [
    'create: an image whose disk is larger',
    created({ disk_size_gb: 2 }, { heads: { [CACHED]: qcow2(3.5) } }),
  ],
  ['create: an image to be customized, without the program', created({ customize_image: true })],
  [
    'create: nothing works without the agent',
    created({
      agent: false,
      features: ['docker'],
      volumes: [{ name: 'a', ...NFS }],
      health_check: { command: ['true'], retries: 1, interval: 1 },
    }),
  ],
  ['create: a password that is no hash', created(user('secret'))],
  [
    'create: no storage takes snippets',
    created({}, { storages: 'dir: files\n\tpath /srv/files\n\tcontent images,import\n' }),
  ],
  [
    'create: no storage has a directory',
    created({}, { storages: 'zfspool: guests\n\tpool tank/guests\n\tcontent images\n' }),
  ],
  [
    'create: a disabled storage',
    created(
      { storage_pool: 'off' },
      {
        storages:
          'dir: local\n\tpath /var/lib/vz\n\tcontent snippets,import\n\nzfspool: off\n\tpool x\n\tcontent images\n\tdisable\n',
      },
    ),
  ],
  [
    'create: a template of cloud-init that is none',
    created({}, { texts: { [`${BASE}/etc/cloud-init/user-data.template.yml`]: '__OTHER__\n' } }),
  ],
  [
    'clone: linked, to one that is no template',
    cloned({ linked_clone: true }, aVm(8000), stopped(confOf(aVm(8000)))),
  ],
  [
    'clone: linked, on another storage',
    cloned({ linked_clone: true, storage_pool: 'files' }, TEMPLATE, stopped(TEMPLATE_CONF)),
  ],
  ['clone: of one that runs', cloned({}, aVm(8000), running(confOf(aVm(8000))))],
  [
    'snapshot: a device of the host',
    planSnapshot(seen(running(`${conf}scsi1: /dev/sdb\n`)), { name: 'a' }),
  ],
  [
    'snapshot: a disk on LVM',
    planSnapshot(seen(running(`${conf}virtio3: thick:vm-8001-disk-3,size=1G\n`)), { name: 'a' }),
  ],
  [
    'snapshot: a state of the TPM in a raw file',
    planSnapshot(seen(running(`${conf}tpmstate0: files:8001/t.raw,size=4M\n`)), { name: 'a' }),
  ],
  ['create: an image of a name alone that is nowhere', created({ template_image: 'other.raw/' })],
  [
    'create: by DHCP, on btrfs, a gateway all the same',
    created(
      { storage_pool: 'fast', network_config: { ip: 'dhcp', gw: '10.0.0.1' } },
      {
        storages:
          'btrfs: fast\n\tpath /srv/fast\n\tcontent images,snippets\n\ndir: local\n\tpath /var/lib/vz\n\tcontent snippets,import\n',
      },
    ),
  ],
  ['start: a template', planStart(seen(stopped(`${conf}template: 1\n`)))],
  ['reconfigure: nothing to go back to', planReconfigure(seen(running(conf)))],
  ['create: no disk', planCreate(seen(running(confOf(guest, { scsi0: undefined }))), false)],
  ['start: no disk', planStart(seen(stopped(confOf(guest, { scsi0: undefined }))))],
  [
    'snapshot: its disk was taken off',
    planSnapshot(seen(running('unused0: guests:vm-8001-disk-0\n')), { name: 'a' }),
  ],
  ['restart: no disk, it is not even stopped', planRestart(seen(running('\n')), false)],
  [
    "rollback: a disk that ZFS does not hold is in nobody's way",
    planRollback(
      seen(
        running(
          `${conf}\n[a]\nscsi0: files:8001/a.qcow2,size=1G\nide2: guests:vm-8001-cloudinit,media=cdrom\nsnaptime: 1\n\n[b]\nsnaptime: 2\n`,
        ),
      ),
      'a',
    ),
  ],
  [
    'create: an image that is verified and too large at once',
    created(
      { disk_size_gb: 1, sha256: 'ab'.repeat(32) },
      {
        paths: [`/var/lib/vz/import/${IMAGE}`],
        heads: { [`/var/lib/vz/import/${IMAGE}`]: qcow2(2) },
      },
    ),
  ],
];

it('what cannot be done says why, and what to type', async () => {
  const text = CASES.map(([what, plan]) => `# ${what}\n${wholePlan(plan)}`).join('\n');
  await expect(text).toMatchFileSnapshot('whole-plans/refusals.txt');
});
