import type { LxcGuest } from '@phoenix/shared-config';

const SHARED_DEVICES = ['/dev/nvidiactl', '/dev/nvidia-uvm', '/dev/nvidia-uvm-tools'];

/** Device files that the GPUs of a container need. */
export function gpuDevices(guest: Pick<LxcGuest, 'gpu_assignment'>): string[] {
  if (guest.gpu_assignment.length === 0) return [];
  return [...guest.gpu_assignment.map((index) => `/dev/nvidia${index}`), ...SHARED_DEVICES];
}
