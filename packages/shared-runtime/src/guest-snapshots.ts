import { localTime } from './local-time.ts';
import { printable } from './quote.ts';
import { table } from './table.ts';

/** A snapshot of a guest as `snapshots --json` shows it. */
export interface ShownSnapshot {
  readonly name: string;
  /** ISO time; null when the conf file does not tell. */
  readonly taken: string | null;
  /** The snapshot that it was taken after; null for the first. */
  readonly parent: string | null;
  /** The one that the guest as it is now comes from. */
  readonly current: boolean;
  /** False: taking or deleting it was cut off, or is at work. */
  readonly whole: boolean;
  /** What Phoenix has it for; null when somebody else has taken it. */
  readonly purpose: string | null;
  /** The description that Proxmox shows. */
  readonly description: string;
}

/** The snapshots of one guest, oldest first. */
export interface GuestSnapshots {
  readonly id: number;
  readonly kind: 'lxc' | 'vm';
  readonly name: string;
  readonly exists: boolean;
  readonly snapshots: readonly ShownSnapshot[];
}

/** Snapshots as an aligned table; a guest without any is a line with a dash. */
export function snapshotsTable(guests: readonly GuestSnapshots[]): string {
  const rows = guests.flatMap(({ id, name, exists, snapshots }) => {
    const none = [String(id), name, exists ? '-' : 'missing'];
    return snapshots.length === 0
      ? [none]
      : snapshots.map((one) => [String(id), name, ...cells(one)]);
  });
  return table([['ID', 'NAME', 'SNAPSHOT', 'TAKEN', 'AFTER', 'WHAT FOR'], ...rows]);
}

function cells({ name, taken, parent, whole, purpose, description }: ShownSnapshot): string[] {
  const [first = ''] = description.split('\n');
  const what = purpose ?? (first === '' ? '-' : printable(first));
  return [
    name,
    taken === null ? '-' : localTime(new Date(taken)),
    parent ?? '-',
    whole ? what : 'not whole: it was cut off, or is at work',
  ];
}
