import type { LxcGuest } from './lxc-guest.ts';
import type { VmGuest } from './vm-guest.ts';

/**
 * True for a guest that only serves as the source of clones: declared so, or a container that has
 * a snapshot to clone from and does not start with the host.
 */
export function isTemplate(guest: LxcGuest | VmGuest): boolean {
  if (guest.is_template) return true;
  if (!('storage_size_gb' in guest)) return false;
  return guest.template_snapshot_name !== undefined && !guest.start_at_boot;
}
