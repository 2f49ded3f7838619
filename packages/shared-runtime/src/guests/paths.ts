import { commonUtilsPath } from '@phoenix/shared-config';

/** Where Proxmox keeps what both managers read and write. */
export const HOST = {
  firewall: (id: number) => `/etc/pve/firewall/${id}.fw`,
  storages: '/etc/pve/storage.cfg',
  bridge: (name: string) => `/sys/class/net/${name}`,
} as const;

/** Where things lie inside a guest. */
export const INSIDE = {
  /** Where a guest remembers what was done in it, a file per step. */
  memory: '/var/lib/phoenix',
  /** Where a pushed script and its files lie while it runs. */
  run: '/tmp/phoenix_run',
  testRun: '/tmp/phoenix_tests',
} as const;

/** Paths of the site's own scripts below the base directory. */
export const SITE = {
  common: commonUtilsPath,
  health: (base: string, script: string) => `${base}/bin/health_checks/${script}`,
  test: (base: string, path: string) => `${base}/bin/tests/${path}`,
} as const;
