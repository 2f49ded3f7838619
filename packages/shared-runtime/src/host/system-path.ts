/** Where the programs of Proxmox and of the system's administration lie. */
const SYSTEM = ['/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** A PATH with the directories of the system behind its own: cron's, and that of `su`, lack some. */
export function systemPath(path: string | undefined): string {
  const own = (path ?? '').split(':').filter((entry) => entry !== '');
  return [...own, ...SYSTEM.filter((entry) => !own.includes(entry))].join(':');
}
