import { HYPERVISOR } from './worlds.ts';

/** The hypervisor of the lab. */
export const LAB_HYPERVISOR = HYPERVISOR;

const IN_CONTAINER = (name: string) =>
  `#!/bin/bash\nset -eu\npct exec "$1" -- sh -c 'mkdir -p /opt; echo "${name} of '"$1"'" >>/opt/said'\n`;

const IN_VM = (name: string) =>
  `#!/bin/sh\nset -eu\nmkdir -p /opt\necho "${name} of $1" >>/opt/said\n`;

/** Scripts of the site. Each says in its guest that it ran, so that who runs twice is seen. */
export const LAB_SCRIPTS = {
  'bin/lxc_setup/phoenix_hypervisor_feature_install_base.sh': IN_CONTAINER('base'),
  'bin/lxc_setup/phoenix_hypervisor_feature_install_tools.sh': IN_CONTAINER('tools'),
  'bin/lxc_setup/phoenix_hypervisor_feature_install_extra.sh': IN_CONTAINER('extra'),
  'bin/vm_features/feature_install_first.sh': IN_VM('first'),
  'bin/vm_features/feature_install_second.sh': IN_VM('second'),
  'bin/app.sh': IN_VM('application'),
};

const network = (id: number) => ({ ip: `10.20.0.${id % 1000}/24`, gw: '10.20.0.1' });

/** A health check that a script of the site makes true. */
export const HEALTHY = { command: 'test -s /opt/said', retries: 2, interval: 0 };

/** A container with what each must declare. */
export function container(id: number, more: object) {
  return {
    name: `ct-${id}`,
    memory_mb: 512,
    cores: 1,
    storage_pool: 'fast-guests',
    storage_size_gb: 8,
    network_config: { name: 'eth0', bridge: 'vmbr0', ...network(id - 700) },
    unprivileged: true,
    start_at_boot: true,
    ...more,
  };
}

const template = { start_at_boot: false, template_snapshot_name: 'ready' };
/** A volume of its own. */
export const data = { name: 'data', pool: 'fast-data', size_gb: 4, mount_point: '/data' };

/** Two templates, one cloned from the other, and ten clones with all that a run may do to one. */
export const CONTAINERS: Readonly<Record<number, object>> = {
  900: container(900, {
    ...template,
    template: '/fast/iso/template/cache/ubuntu-24.04-standard_24.04-2_amd64.tar.zst',
    features: ['base'],
  }),
  901: container(901, { ...template, clone_from_ctid: '900', features: ['tools'] }),
  910: container(910, { clone_from_ctid: '900', health_check: HEALTHY, boot_order: 1 }),
  911: container(911, {
    clone_from_ctid: '900',
    dependencies: ['910'],
    application_script: 'app.sh',
    storage_size_gb: 16,
  }),
  912: container(912, { clone_from_ctid: '901', features: ['extra'], volumes: [data] }),
  913: container(913, {
    clone_from_ctid: '901',
    dependencies: ['912'],
    firewall: { enabled: true, rules: [] },
  }),
  914: container(914, {
    clone_from_ctid: '901',
    features: ['extra'],
    application_script: 'app.sh',
    health_check: HEALTHY,
    lxc_options: ['lxc.cgroup2.devices.allow=a'],
  }),
  915: container(915, { clone_from_ctid: '901', dependencies: ['914'], memory_mb: 1024 }),
  916: container(916, { clone_from_ctid: '900', pct_options: ['nesting=1'], boot_order: 2 }),
  917: container(917, {
    clone_from_ctid: '900',
    dependencies: ['8011'],
    application_script: 'app.sh',
    volumes: [data],
  }),
  918: container(918, { clone_from_ctid: '901', features: ['extra'], storage_size_gb: 12 }),
  919: container(919, { clone_from_ctid: '900', health_check: HEALTHY, boot_order: 1 }),
};

/** A VM with what each must declare. */
export function vm(vmid: number, more: object) {
  return {
    vmid,
    name: `vm-${vmid}`,
    network_config: network(vmid - 7900),
    start_at_boot: true,
    ...more,
  };
}

const clone = { clone_from_vmid: 8000 };

/** A template of an image and seven clones; some wait for containers. */
export const MACHINES = {
  vm_defaults: {
    cores: 1,
    memory_mb: 1024,
    disk_size_gb: 8,
    storage_pool: 'fast-guests',
    network_bridge: 'vmbr0',
  },
  vms: [
    vm(8000, {
      is_template: true,
      start_at_boot: false,
      template_image: 'noble-server-cloudimg-amd64.img',
      network_config: { ip: 'dhcp' },
      features: ['first'],
    }),
    vm(8010, { ...clone, features: ['second'], health_check: HEALTHY }),
    vm(8011, {
      ...clone,
      dependencies: ['910'],
      disk_size_gb: 16,
      firewall: { enabled: true, rules: [] },
    }),
    vm(8012, {
      ...clone,
      features: ['second'],
      snapshots: { pre_features: 'bare', post_features: 'done' },
      memory_mb: 2048,
    }),
    vm(8013, { ...clone, linked_clone: true, tags: ['blue'] }),
    vm(8014, { ...clone, dependencies: ['914', '8010'], template_snapshot_name: 'initial' }),
    vm(8015, { ...clone, linked_clone: true, features: ['second'], boot_order: 1 }),
    vm(8016, { ...clone, dependencies: ['8012'], cores: 2 }),
  ],
};

/** All ids of the lab. */
export const LAB_IDS: readonly number[] = [
  ...Object.keys(CONTAINERS).map(Number),
  ...MACHINES.vms.map(({ vmid }) => vmid),
];

/** All that a guest is cloned from or depends on, with what that stands on. */
export function standsOn(id: number): Set<number> {
  const found = new Set<number>();
  const add = (one: number) => {
    const guest: object = CONTAINERS[one] ?? MACHINES.vms.find(({ vmid }) => vmid === one) ?? {};
    const {
      clone_from_ctid,
      clone_from_vmid,
      dependencies = [],
    } = guest as Partial<
      Record<'clone_from_ctid' | 'clone_from_vmid', string | number> & { dependencies: string[] }
    >;
    for (const need of [clone_from_ctid, clone_from_vmid, ...dependencies].filter(Boolean)) {
      found.add(Number(need));
      add(Number(need));
    }
  };
  add(id);
  return found;
}
