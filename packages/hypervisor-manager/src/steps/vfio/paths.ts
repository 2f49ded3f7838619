/** Where the step writes. */
export const PATHS = {
  modules: '/etc/modules-load.d/phoenix-vfio.conf',
  modprobe: '/etc/modprobe.d/phoenix-vfio.conf',
} as const;
