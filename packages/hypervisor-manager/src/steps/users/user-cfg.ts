/** What /etc/pve/user.cfg says of one user. */
export interface PveUser {
  readonly enabled: boolean;
  /** Seconds since the epoch; 0 for never. */
  readonly expires: number;
}

/** What /etc/pve/user.cfg says of an account of the realm pam. */
export interface PveFacts {
  /** Undefined when Proxmox does not know the user. */
  readonly user: PveUser | undefined;
  /** Whether it has the role Administrator on `/` itself, and on all below. */
  readonly isAdministrator: boolean;
}

const ROLE = 'Administrator';

/** Reads what user.cfg says of a user, `heads@pam`. */
export function parseUserCfg(text: string, id: string): PveFacts {
  const rows = text.split('\n').map((line) => line.split(':'));
  const user = rows.find(([kind, name]) => kind === 'user' && name === id);
  return {
    user: user && { enabled: user[2] === '1', expires: Number(user[3] || 0) },
    isAdministrator: rows.some(
      ([kind, propagate, path, who = '', roles = '']) =>
        kind === 'acl' &&
        propagate === '1' &&
        path === '/' &&
        wordsOf(who).includes(id) &&
        wordsOf(roles).includes(ROLE),
    ),
  };
}

function wordsOf(text: string): string[] {
  return text.split(/[,;\s]+/);
}
