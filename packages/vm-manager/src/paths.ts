import { cloudInitPath } from '@phoenix/shared-config';
import { IMAGE_CACHE, VMS } from '@phoenix/shared-runtime/guests';

/** Where Proxmox and Phoenix keep what this manager reads and writes, besides what both know. */
export const PATHS = {
  conf: VMS.conf,
  /** The copy of an image that virt-customize works on. */
  customized: (id: number, name: string) => `${IMAGE_CACHE}/customized-${id}-${name}`,
  /** What the site's feature scripts read of their VM. */
  context: (id: number) => `/var/cache/phoenix/vm-${id}/vm_context.json`,
} as const;

/** Paths of the site's own files below the base directory. */
export const SITE = {
  feature: (base: string, name: string) => `${base}/bin/vm_features/feature_install_${name}.sh`,
  userData: (base: string) => cloudInitPath(base, 'user-data'),
  networkConfig: (base: string) => cloudInitPath(base, 'network-config'),
} as const;
