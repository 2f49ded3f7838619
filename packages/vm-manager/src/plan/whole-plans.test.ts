import type { VmGuest } from '@phoenix/shared-config';
import type { GuestPlan } from '@phoenix/shared-runtime';
import type { Observed } from '@phoenix/shared-runtime/guests';
import { BASE, running, undoable, wholePlan } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import { networkTemplate } from '../cloud-init/fixtures.ts';
import {
  aClone,
  anInput,
  aVm,
  CACHED,
  confOf,
  planCreate,
  planDelete,
  planReconfigure,
  planRestart,
  planRollback,
  planStop,
  snippetOf,
  stopped,
  TEMPLATE,
  TEMPLATE_CONF,
} from './fixtures.ts';

const TIMEOUTS = { create: 11, clone: 12, start: 13, ready: 14, feature: 15, health: 17, stop: 18 };
const NFS = {
  a: { name: 'a', type: 'nfs', server: '10.0.0.9', path: '/srv/a', mount_point: '/mnt/a' },
  b: { name: 'b', type: 'nfs', server: '10.0.0.9', path: '/srv/b', mount_point: '/mnt/b' },
} as const;

/** Everything that can be declared. */
const RICH: Partial<VmGuest> = {
  cpu_type: 'host,flags=+aes',
  boot_order: 3,
  boot_delay: 5,
  mac_address: '52:54:00:67:89:b0',
  tags: ['web', 'AI', 'web'],
  description: 'two\nlines\n',
  network_config: {
    ip: '10.0.0.7/24',
    gw: '10.0.0.1',
    nameservers: ['1.1.1.1', '9.9.9.9'],
    searchdomain: 'lab.test',
  },
  firewall: { enabled: true, rules: [{ type: 'in', action: 'DROP' }] },
  qm_options: [{ key: 'numa', value: '1' }],
  features: ['own', 'docker'],
  volumes: [NFS.a, NFS.b],
  snapshots: { pre_features: 'bare', post_features: 'done' },
  template_snapshot_name: 'initial',
  start_at_boot: true,
  health_check: { command: ['true'], retries: 5, interval: 2, timeout: 9 },
};
const SITE = {
  scripts: ['vm_features/feature_install_own.sh', 'phoenix_hypervisor_common_utils.sh'].map(
    (name) => `${BASE}/bin/${name}`,
  ),
  texts: { [`${BASE}/etc/cloud-init/network-config.template.yml`]: networkTemplate },
};
const COPY = CACHED.replace('noble', 'customized-8001-noble');
const SNAPSHOTS = `
[bare]
${confOf(aVm(8001))}snaptime: 1

[done]
${confOf(aVm(8001))}parent: bare
snaptime: 2

[initial]
${confOf(aVm(8001))}parent: done
snaptime: 3
`;

const conf = confOf(aVm(8001));
const created = (...guests: VmGuest[]) => planCreate(anInput({ guests, ...SITE }), false);
const seen = (observed: Observed, of = aVm(8001), rest = {}) =>
  anInput({ guests: [of], observed: { [of.id]: observed }, ...rest });
/** The same host without the image. */
const withoutImage = (guest: VmGuest) => {
  const input = anInput({ guests: [guest], paths: ['virt-customize'] });
  const paths = new Map(input.world.facts.paths);
  paths.delete(CACHED);
  const world = { ...input.world, facts: { ...input.world.facts, paths } };
  return planCreate({ ...input, world }, false);
};
const killed = { stage: 'define', argv: ['qm', 'create', '8001', '--memory', '2048'] } as const;

const PLANS: Readonly<Record<string, () => GuestPlan>> = {
  'create from an image': () => created(aVm(8001, RICH)),
  'create from an image that is to be fetched and customized': () =>
    withoutImage(
      aVm(8001, {
        customize_image: true,
        sha256: 'ab'.repeat(32),
        storage_pool: 'files',
        timeouts: TIMEOUTS,
      }),
    ),
  'create from an image that is to be verified': () =>
    planCreate(
      anInput({
        guests: [aVm(8001, { sha256: 'ab'.repeat(32), agent: false })],
        paths: ['/var/lib/vz/import/noble-server-cloudimg-amd64.img'],
      }),
      false,
    ),
  'create a clone': () =>
    planCreate(
      anInput({
        guests: [
          aClone(8001, 8000, {
            ...RICH,
            disk_size_gb: 40,
            timeouts: TIMEOUTS,
            storage_pool: 'files',
          }),
          TEMPLATE,
        ],
        observed: { 8000: stopped(TEMPLATE_CONF) },
        ...SITE,
      }),
      false,
    ),
  'create a linked clone': () =>
    created(aClone(8001, 8000, { linked_clone: true, cores: 4 }), TEMPLATE),
  'create a template': () => created(aVm(8000, { is_template: true, packages: ['htop'] })),
  'create what is half-made': () =>
    planCreate(seen({ ...running('lock: create\n', { making: killed }) }), false),
  'change with a way back': () =>
    planCreate(
      undoable(
        seen(
          running(confOf(aVm(8001), { scsi0: 'guests:vm-8001-disk-0,size=8G', ide2: undefined }), {
            firewall: '[OPTIONS]\nenable: 1\n',
          }),
          aVm(8001, {
            ...RICH,
            user_config: { username: 'ops', ssh_keys: [] },
            firewall: { enabled: false, rules: [] },
          }),
          SITE,
        ),
      ),
      false,
    ),
  'change of a running VM': () =>
    planCreate(
      seen(
        running(
          `${confOf(aVm(8001), { memory: '512', scsi0: 'files:8001/vm-8001-disk-0.raw,size=40G' })}\n[PENDING]\ncores: 2\ndelete: balloon\n[special:cloudinit]\nipconfig0: ip=dhcp\nnet0: x\n`,
        ),
        aVm(8001, { packages: ['htop'], name: 'web' }),
        { paths: [COPY] },
      ),
      false,
    ),
  'a template that is declared otherwise': () =>
    planCreate(
      seen(stopped(TEMPLATE_CONF), aVm(8000, { is_template: true, memory_mb: 1, cores: 9 }), {
        paths: [COPY.replace('8001', '8000')],
      }),
      false,
    ),
  'bring up': () => planCreate(seen(stopped(conf), aVm(8001, RICH), SITE), true),
  reconfigure: () => planReconfigure(seen(running(`${conf}${SNAPSHOTS}`), aVm(8001, RICH), SITE)),
  stop: () => planStop(seen(running(conf)), false),
  'stop one that may be forced': () =>
    planStop(seen(running(conf), aVm(8001, { force_stop: true })), false),
  restart: () => planRestart(seen(running(conf)), false),
  delete: () =>
    planDelete(
      seen(running(conf), aVm(8001), {
        paths: [COPY, '/var/cache/phoenix/vm-8001/vm_context.json'],
        texts: { [snippetOf(8001).replace('user-data', 'network-config')]: '' },
      }),
    ),
  'roll back': () =>
    planRollback(
      seen(
        running(
          `${confOf(aVm(8001), { scsi1: 'guests:vm-8001-disk-1,size=1G', ide3: 'none,media=cdrom' })}${SNAPSHOTS.replace(/snaptime: 3/, '$&\nvmstate: guests:vm-8001-state-initial')}`,
        ),
      ),
      'initial',
    ),
};

it.each(Object.entries(PLANS))('%s', async (name, plan) => {
  const file = name.replaceAll(' ', '-');
  await expect(wholePlan(plan())).toMatchFileSnapshot(`whole-plans/${file}.txt`);
});
