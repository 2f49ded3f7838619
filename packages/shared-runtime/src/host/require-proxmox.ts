import { PhoenixError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { Host } from './host.ts';

/** Throws (exit 69) where this tool of Proxmox is not: then this is no Proxmox host, and nothing can be said of it. */
export function requireProxmox(host: Pick<Host, 'program'>, tool: string): void {
  if (host.program(tool) !== undefined) return;
  throw new PhoenixError(`cannot find ${tool}: this is not a Proxmox VE host`, {
    hint: 'type it on the host itself, as root; pve-sandbox makes one to try it on',
    exit: EXIT.hostProgramMissing,
  });
}
