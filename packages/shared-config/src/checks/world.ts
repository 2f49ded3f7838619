import type { ConfigReader, FileKind, GuestKind } from '../declared.ts';
import type { Findings, Spot } from '../findings.ts';
import type { HypervisorConfig } from '../hypervisor-config.ts';
import type { Path } from '../json/document.ts';
import type { Loaded } from '../load-lxc.ts';
import type { LxcGuest } from '../lxc-guest.ts';
import type { Draft } from '../normalise/draft.ts';
import type { ReadFile } from '../read-file.ts';
import type { FoundSecret } from '../secrets-in.ts';
import type { VmDefaults, VmGuest } from '../vm-guest.ts';

/** Everything loaded, on which the checks across guests and files work. */
export interface World {
  baseDir: string;
  reader: ConfigReader;
  hypervisor: HypervisorConfig;
  lxc: readonly Loaded<LxcGuest>[];
  vms: readonly Loaded<VmGuest>[];
  vmDefaults: VmDefaults;
  files: Record<FileKind, ReadFile>;
  findings: Findings;
  /** The secrets of all files. */
  secrets: readonly FoundSecret[];
  /** Containers by id, then VMs in the order of their file. */
  members: readonly Member[];
  /** Of several guests with one id the first. */
  byId: ReadonlyMap<number, Member>;
}

/** What a container and a VM have in common, as far as it is declared soundly. */
export interface Member {
  kind: GuestKind;
  id: number;
  name: string | undefined;
  draft: Draft<LxcGuest> | Draft<VmGuest>;
  /** The guest it is cloned from. */
  source: number | undefined;
  /** The key that says so. */
  sourceKey: string;
  dependencies: readonly number[];
  /** Size of the root disk in GiB. */
  disk: number | undefined;
  diskKey: string;
  /** Whether the file has a key of the guest, even if with a value that is no good. */
  has(key: string): boolean;
  /** The place of a key of the guest. */
  spot(...path: Path): Spot;
  /** The place of an item in one of its lists of words. */
  itemSpot(key: string, item: string | number): Spot;
}

/** Both kinds of guest in one list. */
export function membersOf(
  lxc: readonly Loaded<LxcGuest>[],
  vms: readonly Loaded<VmGuest>[],
): Member[] {
  return [
    ...lxc.map((one) => ({
      ...common('lxc', one),
      source: one.draft.clone_from_ctid,
      sourceKey: 'clone_from_ctid',
      disk: one.draft.storage_size_gb,
      diskKey: 'storage_size_gb',
    })),
    ...vms.map((one) => ({
      ...common('vm', one),
      source: one.draft.clone_from_vmid,
      sourceKey: 'clone_from_vmid',
      disk: one.draft.disk_size_gb,
      diskKey: 'disk_size_gb',
    })),
  ];
}

function common(kind: GuestKind, loaded: Loaded<LxcGuest> | Loaded<VmGuest>) {
  const draft: Draft<LxcGuest> | Draft<VmGuest> = loaded.draft;
  const spot = (...path: Path): Spot => ({ file: kind, path: [...loaded.path, ...path] });
  return {
    kind,
    id: draft.id,
    name: draft.name,
    draft,
    dependencies: draft.dependencies ?? [],
    has: (key: string) => Object.hasOwn(loaded.written, key),
    spot,
    itemSpot: (key: string, item: string | number) => {
      const list: unknown = loaded.written[key];
      const isIt = (one: unknown) =>
        (typeof one === 'string' || typeof one === 'number') && String(one) === String(item);
      const index = Array.isArray(list) ? list.findIndex(isIt) : -1;
      return index < 0 ? spot(key) : spot(key, index);
    },
  };
}

/** A guest as messages name it: its id, and its name where it has one. */
export function called(member: Member): string {
  return member.name === undefined ? `${member.id}` : `${member.id} (${member.name})`;
}
