import type { VmGuest } from '@phoenix/shared-config';
import type { Operation } from '@phoenix/shared-runtime';
import { sha256 } from '@phoenix/shared-runtime';
import { besideScript, type PushedFile } from '@phoenix/shared-runtime/guests';
import { PATHS } from '../paths.ts';

/** What the site's feature scripts read of their VM, as a file to push, and how it gets there. */
export function contextFile(guest: VmGuest): { file: PushedFile; write: Operation } {
  const content = contextText(guest);
  const source = PATHS.context(guest.id);
  return {
    file: { source, destination: besideScript(source), hash: sha256(content), mode: '0600' },
    write: {
      id: 'context',
      doing: `write the context of ${guest.id}`,
      cause: 'what the site scripts read of their VM',
      write: source,
      content,
      mode: 0o600,
    },
  };
}

/** The VM as it is declared, with the defaults; no password. */
function contextText({ id, user_config, ...rest }: VmGuest): string {
  const { password_hash: _secret, ...user } = user_config ?? { username: '' };
  const shown = { vmid: id, ...rest, ...(user_config === undefined ? {} : { user_config: user }) };
  return `${JSON.stringify(shown, undefined, 2)}\n`;
}
