import type { Operation } from '@phoenix/shared-runtime';
import type { PveFacts } from './user-cfg.ts';

const DEADLINE = 60;

/**
 * The user in Proxmox, by the password of the system, and administrator of everything. `now` is in
 * milliseconds since the epoch.
 */
export function proxmoxOperations(id: string, pve: PveFacts, now: number): Operation[] {
  return [...userOperations(id, pve, now), ...roleOperations(id, pve)];
}

function userOperations(id: string, { user }: PveFacts, now: number): Operation[] {
  const base = { id: 'pve user', effect: 'change', deadline: DEADLINE, retryLocks: true } as const;
  if (user === undefined)
    return [
      {
        ...base,
        doing: `make ${id} a user of Proxmox`,
        cause: `Proxmox has no user ${id}`,
        run: ['pveum', 'user', 'add', id],
      },
    ];
  const isExpired = user.expires !== 0 && user.expires * 1000 <= now;
  const changes = [
    ...(user.enabled ? [] : [{ cause: `${id} is disabled in Proxmox`, words: ['--enable', '1'] }]),
    ...(isExpired ? [{ cause: `${id} has expired in Proxmox`, words: ['--expire', '0'] }] : []),
  ];
  if (changes.length === 0) return [];
  return [
    {
      ...base,
      doing: `let ${id} in again`,
      cause: changes.map(({ cause }) => cause).join('; '),
      run: ['pveum', 'user', 'modify', id, ...changes.flatMap(({ words }) => words)],
    },
  ];
}

function roleOperations(id: string, { isAdministrator }: PveFacts): Operation[] {
  if (isAdministrator) return [];
  return [
    {
      id: 'pve role',
      doing: `make ${id} an administrator of Proxmox`,
      cause: `${id} is no Administrator of / in Proxmox`,
      run: ['pveum', 'acl', 'modify', '/', '--users', id, '--roles', 'Administrator'],
      effect: 'change',
      deadline: DEADLINE,
      retryLocks: true,
    },
  ];
}
