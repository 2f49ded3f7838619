import { PhoenixError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';

/** Throws (77) for everybody but root. */
export function requireRoot(program: string, hint = ''): void {
  if (process.getuid?.() === 0) return;
  throw new PhoenixError(`cannot change guests: ${program} must run as root`, {
    exit: EXIT.notPermitted,
    hint: `log in as root on the Proxmox host, or use sudo${hint}`,
  });
}
