/** Where the step writes, and what it looks at. */
export const PATHS = {
  nouveau: '/etc/modprobe.d/phoenix-nouveau.conf',
  /** Where the installer of a version is kept. */
  runfile: (version: string) => `/var/cache/phoenix/drivers/NVIDIA-Linux-x86_64-${version}.run`,
  /** What a driver for that kernel is built against. */
  headers: (kernel: string) => `/lib/modules/${kernel}/build`,
} as const;
