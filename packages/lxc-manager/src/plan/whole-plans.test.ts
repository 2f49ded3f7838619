import type { LxcGuest } from '@phoenix/shared-config';
import type { GuestPlan } from '@phoenix/shared-runtime';
import type { Observed } from '@phoenix/shared-runtime/guests';
import { BASE, running, stopped, undoable, wholePlan } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import {
  aClone,
  aGuest,
  anInput,
  confOf,
  planCreate,
  planDelete,
  planDelsnapshot,
  planReconfigure,
  planRestart,
  planRollback,
  planSnapshot,
  planStart,
  planStop,
} from './fixtures.ts';

const SCRIPTS = [
  'apps/app.sh',
  'health_checks/up.sh',
  'tests/web/answers.sh',
  'lxc_setup/phoenix_hypervisor_feature_install_own.sh',
  'phoenix_hypervisor_common_utils.sh',
].map((name) => `${BASE}/bin/${name}`);

/** Everything that can be declared and does not forbid snapshots. */
const RICH: Partial<LxcGuest> = {
  swap_mb: 256,
  boot_order: 3,
  boot_delay: 5,
  tags: ['AI'],
  mac_address: '52:54:00:67:89:b0',
  firewall: {
    enabled: true,
    rules: [{ type: 'in', action: 'ACCEPT', proto: 'tcp', port: '22', comment: 'ssh' }],
  },
  features: ['own', 'docker'],
  bootstrap_ca_url: 'https://ca.lab.test',
  application_script: 'apps/app.sh',
  application_files: [
    { source: 'etc/app.conf', destination: '/etc/app.conf' },
    { source: '/srv/site.conf', destination: 'site.conf' },
  ],
  health_check: { command: ['curl', '-s', 'http://localhost'], retries: 5, interval: 2 },
  health_checks: [{ name: 'up', script: 'up.sh', args: ['950'] }],
  run_integration_tests: true,
  tests: { integration_tests: [{ name: 'it answers', type: 'script', path: 'web/answers.sh' }] },
  pct_features: { nesting: '1', keyctl: '1' },
  lxc_options: [{ key: 'lxc.cap.drop', value: 'sys_time mknod' }],
  volumes: [{ name: 'models', pool: 'data', size_gb: 50, mount_point: '/models' }],
};
const FILES = {
  scripts: [
    ...SCRIPTS,
    `${BASE}/etc/app.conf`,
    '/srv/site.conf',
    `${BASE}/etc/phoenix_lxc_configs.json`,
  ],
};
const TIMEOUTS = {
  create: 11,
  clone: 12,
  start: 13,
  ready: 14,
  feature: 15,
  application: 16,
  health: 17,
  stop: 18,
};
/** What stands on the host: bind mounts, GPUs, a profile of the site, mapped ids. */
const ON_HOST: Partial<LxcGuest> = {
  apparmor_profile: 'lxc-own',
  apparmor_manages_nesting: true,
  gpu_assignment: [0],
  shared_mounts: [{ volume: 'site', host_path: '/srv/shared', container_path: '/shared' }],
  mount_points: [
    {
      host_path: '/srv/site',
      container_path: '/site',
      read_only: true,
      owner_uid: 5,
      owner_gid: 6,
    },
  ],
  id_maps: [
    { type: 'both', container_id: 1000, host_id: 1000, size: 10 },
    { type: 'g', container_id: 44, host_id: 44, size: 1 },
  ],
  template: '/var/lib/vz/template/cache/other.tar.zst',
  timeouts: TIMEOUTS,
};
const HOST = {
  paths: ['/dev/nvidia0', '/dev/nvidiactl', '/dev/nvidia-uvm', '/dev/nvidia-uvm-tools'],
  texts: {
    [`${BASE}/etc/apparmor/lxc-own`]: 'profile lxc-own {}\n',
    '/etc/subuid': 'root:100000:65536',
    '/etc/subgid': 'root:100000:65536\nroot:1000:10\n',
  },
};
const guest = aGuest(950);
const conf = confOf(guest);
const AT_FIRST = `\n[pre-configured]\n${conf}snaptime: 1\n`;
const FINISHED = `${AT_FIRST}\n[final-form]\n${conf}parent: pre-configured\nsnaptime: 2\n`;
const MINE = `${FINISHED}\n[mine]\n#phoenix snapshot\n${conf}parent: final-form\nsnaptime: 3\n`;
const created = (...guests: LxcGuest[]) => planCreate(anInput({ guests, ...FILES }), false);
const seen = (observed: Observed, of = guest, rest = {}) =>
  anInput({ guests: [of], observed: { [of.id]: observed }, ...FILES, ...rest });
const killed = { stage: 'define', argv: ['pct', 'create', '950', 'x', '--memory', '512'] } as const;

const PLANS: Readonly<Record<string, () => GuestPlan>> = {
  'create from a template': () => created(aGuest(950, RICH)),
  'create on a host that lacks things': () =>
    planCreate(anInput({ guests: [aGuest(950, ON_HOST)], ...HOST }), false),
  'create a clone': () =>
    created(
      aClone(951, 900, { ...RICH, memory_mb: 1024, storage_size_gb: 16, timeouts: TIMEOUTS }),
      aGuest(900, { template_snapshot_name: 'base', start_at_boot: false }),
    ),
  'create a template with its snapshot': () =>
    created(
      aGuest(900, { template_snapshot_name: 'base', start_at_boot: false, features: ['docker'] }),
    ),
  'create a Proxmox template': () =>
    created(aGuest(900, { is_template: true, start_at_boot: false, features: ['docker'] })),
  'create what is half-made': () =>
    planCreate(seen(running('lock: create\nmemory: 512\n', { making: killed })), false),
  'change with a way back': () =>
    planCreate(
      undoable(
        seen(
          running(
            `#old\n${conf}mp0: data:subvol-950-disk-1,mp=/models,size=10G\nlxc.cap.drop: x\n`,
            {
              firewall: '[OPTIONS]\nenable: 0\n',
            },
          ),
          aGuest(950, { ...RICH, storage_size_gb: 16, description: 'new' }),
        ),
      ),
      false,
    ),
  'change of a running container': () =>
    planCreate(
      seen(
        running(
          `${conf}dev0: /dev/nvidia3,mode=0666\nmp0: data:subvol-950-disk-1,mp=/old,size=1G\nnameserver: 9.9.9.9\n`,
        ),
        aGuest(950, {
          ...ON_HOST,
          network_config: { ...guest.network_config, nameservers: [] },
          unprivileged: false,
          storage_size_gb: 4,
          storage_pool: 'data',
        }),
        HOST,
      ),
      false,
    ),
  'bring up': () => planCreate(seen(stopped(conf), aGuest(950, RICH)), true),
  reconfigure: () => planReconfigure(seen(running(`${conf}${FINISHED}`), aGuest(950, RICH))),
  start: () => planStart(seen(stopped(conf), aGuest(950, RICH))),
  stop: () => planStop(seen(running(conf)), false),
  'stop by force': () => planStop(seen(running(conf), aGuest(950, { timeouts: TIMEOUTS })), true),
  restart: () => planRestart(seen(running(conf)), false),
  delete: () => planDelete(seen(running(`${conf}lock: backup\n`))),
  'take a snapshot': () => planSnapshot(seen(running(conf)), { name: 'mine' }),
  'delete a snapshot': () => planDelsnapshot(seen(running(`${conf}${MINE}`)), 'mine'),
  'roll back': () =>
    planRollback(
      seen(running(`${conf}mp1: data:subvol-950-disk-1,mp=/x,size=1G\n${MINE}`)),
      'mine',
    ),
};

it.each(Object.entries(PLANS))('%s', async (name, plan) => {
  const file = name.replaceAll(' ', '-');
  await expect(wholePlan(plan())).toMatchFileSnapshot(`whole-plans/${file}.txt`);
});
