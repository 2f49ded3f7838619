import { createHash } from 'node:crypto';
import type { Operation } from '@phoenix/shared-runtime';

/** Seconds for making the initial RAM disks of all kernels. */
const DEADLINE = 900;

/** Where a step notes which of its files the initial RAM disks hold. */
export function initramfsRecord(step: string): string {
  return `/var/lib/phoenix/setup/initramfs.${step}`;
}

/**
 * What brings files below /etc/modprobe.d into the initial RAM disks, after they were written; empty
 * when `recorded` says that these contents are in them. Nothing on the host tells that otherwise, and
 * a run may have been killed between the two.
 */
export function initramfsOperations(
  step: string,
  contents: readonly string[],
  recorded: string | undefined,
): Operation[] {
  const hash = createHash('sha256').update(contents.join('\0')).digest('hex');
  if (recorded?.trim() === hash) return [];
  return [
    {
      id: 'initramfs',
      doing: 'make the initial RAM disks',
      cause: `they do not hold the module options of ${step} yet`,
      run: ['update-initramfs', '-u', '-k', 'all'],
      effect: 'change',
      deadline: DEADLINE,
    },
    {
      id: 'remember initramfs',
      cause: 'the initial RAM disks hold these module options',
      write: initramfsRecord(step),
      content: `${hash}\n`,
    },
  ];
}
