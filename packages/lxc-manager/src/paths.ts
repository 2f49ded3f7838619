import { CONTAINERS } from '@phoenix/shared-runtime/guests';

/** Where the system keeps what this manager alone reads and writes. */
export const PATHS = {
  conf: CONTAINERS.conf,
  /** The lock that `pct` itself takes around every change of a conf file. */
  confLock: CONTAINERS.confLock,
  apparmor: (profile: string) => `/etc/apparmor.d/${profile}`,
} as const;

/** Paths of the site's own files for containers below the base directory. */
export const SITE = {
  feature: (base: string, name: string) =>
    `${base}/bin/lxc_setup/phoenix_hypervisor_feature_install_${name}.sh`,
  application: (base: string, script: string) => `${base}/bin/${script}`,
  apparmor: (base: string, profile: string) => `${base}/etc/apparmor/${profile}`,
} as const;
