/** Where fragments of sudoers are. */
export const SUDOERS = '/etc/sudoers.d';

const OURS = 'phoenix_';

/** Name of our fragment for a user; sudo passes over names with dots, which logins do not have. */
export function sudoersOf(username: string): string {
  return `${OURS}${username}`;
}

/** Whether a fragment of that name is ours. */
export function isOurSudoers(name: string): boolean {
  return name.startsWith(OURS);
}
