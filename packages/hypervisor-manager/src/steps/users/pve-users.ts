/** How a user stands in Proxmox. */
export interface PveUser {
  readonly enabled: boolean;
  /** Seconds since the epoch; 0: never. */
  readonly expires: number;
}

/** A user of /etc/pve/user.cfg, `user:ID:ENABLED:EXPIRES:...`; undefined when there is none. */
export function pveUser(text: string, id: string): PveUser | undefined {
  const [fields] = entries(text, 'user').filter(([name]) => name === id);
  if (fields === undefined) return undefined;
  return { enabled: fields[1] === '1', expires: Number(fields[2] ?? 0) };
}

/** Whether a user himself has a role on a path, `acl:PROPAGATE:PATH:USERS:ROLES:`. */
export function hasRole(text: string, id: string, path: string, role: string): boolean {
  return entries(text, 'acl').some(
    ([, at, users = '', roles = '']) =>
      at === path && users.split(',').includes(id) && roles.split(',').includes(role),
  );
}

function entries(text: string, kind: string): string[][] {
  const lines = text.split('\n').filter((line) => line.startsWith(`${kind}:`));
  return lines.map((line) => line.split(':').slice(1));
}
