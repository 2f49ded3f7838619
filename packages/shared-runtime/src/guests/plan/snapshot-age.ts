import type { GuestConf } from '../../pve/conf.ts';

type Snapshots = Pick<GuestConf, 'snapshots'>;

/** Names of the snapshots that were taken after this one, oldest first. */
export function newerThan(name: string, conf: Snapshots): string[] {
  return inOrder(conf).filter((other) => isAfter(other, name, conf));
}

/** Names of all snapshots, oldest first. */
export function inOrder(conf: Snapshots): string[] {
  return [...conf.snapshots.keys()].sort((a, b) =>
    isAfter(a, b, conf) ? 1 : isAfter(b, a, conf) ? -1 : 0,
  );
}

/** When a snapshot was taken, in seconds since the epoch; 0 when that is not told. */
export function timeOf(name: string, { snapshots }: Snapshots): number {
  return Number(snapshots.get(name)?.keys.get('snaptime') ?? 0);
}

/** Whether a snapshot was taken after another: by its time, within a second by its ancestry. */
function isAfter(name: string, than: string, conf: Snapshots): boolean {
  if (name === than) return false;
  const [mine, other] = [timeOf(name, conf), timeOf(than, conf)];
  return mine === other ? ancestors(name, conf).has(than) : mine > other;
}

function ancestors(name: string, { snapshots }: Snapshots): Set<string> {
  const found = new Set<string>();
  let at = snapshots.get(name)?.keys.get('parent');
  while (at !== undefined && !found.has(at)) {
    found.add(at);
    at = snapshots.get(at)?.keys.get('parent');
  }
  return found;
}
