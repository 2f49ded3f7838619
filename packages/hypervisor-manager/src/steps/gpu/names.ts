/** Units of systemd. */
export const NAMES = {
  unit: 'phoenix-gpu-init.service',
  former: 'nvidia-gpu-init.service',
} as const;

/** Where the step writes, and what it looks at. */
export const PATHS = {
  unit: `/etc/systemd/system/${NAMES.unit}`,
  former: `/etc/systemd/system/${NAMES.former}`,
  /** What no GPU can do without; `nvidia0` and so on are as many as there are GPUs. */
  devices: ['/dev/nvidiactl', '/dev/nvidia-uvm'],
} as const;
