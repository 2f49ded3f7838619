import type { HypervisorConfig, SambaShare } from '@phoenix/shared-config';

type Samba = HypervisorConfig['samba'];

/** Our own part of the configuration of Samba. */
export const SHARES_FILE = '/etc/samba/phoenix.conf';

/** What smb.conf includes: our workgroup and our shares. */
export function sharesText({ workgroup, shares, user }: Samba): string {
  const global = workgroup === undefined ? [] : ['', '[global]', `   workgroup = ${workgroup}`];
  return [
    '# Made by phoenix setup; changes are lost. smb.conf includes it.',
    ...global,
    ...shares.flatMap((share) => section(share, user)),
    '',
  ].join('\n');
}

function section(share: SambaShare, user: string | undefined): string[] {
  const { name, path, valid_users, browsable, read_only, guest_ok } = share;
  const users = valid_users.length === 0 ? [] : [`   valid users = ${valid_users.join(' ')}`];
  return [
    '',
    `[${name}]`,
    `   path = ${path}`,
    ...users,
    ...(user === undefined ? [] : [`   force user = ${user}`]),
    `   browseable = ${yesNo(browsable)}`,
    `   read only = ${yesNo(read_only)}`,
    `   guest ok = ${yesNo(guest_ok)}`,
  ];
}

/** Names of the sections of a configuration, with the lines on which they begin, from 1. */
export function sectionsIn(text: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [index, line] of text.split('\n').entries()) {
    const name = /^\s*\[([^\]]+)\]/.exec(line)?.[1]?.trim().toLowerCase();
    if (name !== undefined && !found.has(name)) found.set(name, index + 1);
  }
  return found;
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
