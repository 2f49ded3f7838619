import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

type Open = { fd: number; target: string; access: number };

/**
 * The descriptors from 3 on that the caller gave this process. Node's own are told apart by their
 * kind: event descriptors, and pipes with both ends in this process.
 */
export function inheritedFds(): number[] {
  const open = openFds();
  const own = (one: Open) =>
    one.target.startsWith('anon_inode:') ||
    (one.target.startsWith('pipe:') &&
      open.some((other) => other.target === one.target && other.access !== one.access));
  return open.filter((one) => one.fd > 2 && !own(one)).map((one) => one.fd);
}

function openFds(): Open[] {
  return readdirSync('/proc/self/fd')
    .map(Number)
    .sort((a, b) => a - b)
    .flatMap((fd) => {
      try {
        const flags = /flags:\s*(\d+)/.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'))?.[1];
        const access = Number.parseInt(flags ?? '0', 8) & 3;
        return [{ fd, target: readlinkSync(`/proc/self/fd/${fd}`), access }];
      } catch {
        return [];
      }
    });
}
