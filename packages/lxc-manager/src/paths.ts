/** Where Proxmox and Phoenix keep what this manager reads and writes. */
export const PATHS = {
  conf: (id: number) => `/etc/pve/lxc/${id}.conf`,
  vmConf: (id: number) => `/etc/pve/qemu-server/${id}.conf`,
  /** The lock that `pct` itself takes around every change of a conf file. */
  confLock: (id: number) => `/run/lock/lxc/pve-config-${id}.lock`,
  firewall: (id: number) => `/etc/pve/firewall/${id}.fw`,
  storages: '/etc/pve/storage.cfg',
  bridge: (name: string) => `/sys/class/net/${name}`,
  apparmor: (profile: string) => `/etc/apparmor.d/${profile}`,
  /** Where a guest remembers what was done in it. */
  memory: '/var/lib/phoenix',
  /** Where the files of an application script lie while it runs, inside the guest. */
  applicationRun: '/tmp/phoenix_run',
  testRun: '/tmp/phoenix_tests',
} as const;

/** Paths of the site's own scripts below the base directory. */
export const SITE = {
  feature: (base: string, name: string) =>
    `${base}/bin/lxc_setup/phoenix_hypervisor_feature_install_${name}.sh`,
  application: (base: string, script: string) => `${base}/bin/${script}`,
  common: (base: string) => `${base}/bin/phoenix_hypervisor_common_utils.sh`,
  health: (base: string, script: string) => `${base}/bin/health_checks/${script}`,
  test: (base: string, path: string) => `${base}/bin/tests/${path}`,
  apparmor: (base: string, profile: string) => `${base}/etc/apparmor/${profile}`,
} as const;
