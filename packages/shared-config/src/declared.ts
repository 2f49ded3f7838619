import type { Diagnostic, Position } from './diagnostic.ts';
import type { HypervisorConfig } from './hypervisor-config.ts';
import type { LxcFileRoot, LxcGuest } from './lxc-guest.ts';
import type { Secret } from './secret.ts';
import type { VmDefaults, VmGuest } from './vm-guest.ts';

export type GuestKind = 'lxc' | 'vm';

/** The three configuration files. */
export type FileKind = 'hypervisor' | 'lxc' | 'vm';

/** How this package sees the disk; it opens nothing by itself. */
export interface ConfigReader {
  /** The text of a file, or undefined when there is none. */
  read(path: string): string | undefined;
  exists(path: string): boolean;
  /** Who else than root can change what a path leads to; nothing is said of it without. */
  exposed?(path: string): Exposed | undefined;
}

/** Somebody who can change what is done as root. */
export interface Exposed {
  /** What he can change: the file, or a directory or link on the way. */
  readonly path: string;
  /** `everybody`, `uid 1000`, `group 50`. */
  readonly by: string;
  /** What closes it, before the path: `chmod o-w`. */
  readonly repair: readonly string[];
  readonly isOfGroup: boolean;
}

export interface LoadOptions {
  baseDir: string;
  reader: ConfigReader;
  /** Files named by the caller go before what `core_paths` names. */
  files?: Partial<Record<FileKind, string>>;
}

/** Everything that is declared, with all that is to be said about it. */
export interface Declared {
  baseDir: string;
  files: Record<FileKind, string>;
  hypervisor: HypervisorConfig;
  /** Containers without an error of their own, by id. */
  lxc: ReadonlyMap<number, LxcGuest>;
  lxcRoot: LxcFileRoot;
  /** VMs without an error of their own, by id. */
  vms: ReadonlyMap<number, VmGuest>;
  vmDefaults: VmDefaults;
  diagnostics: Diagnostic[];
  /** Every secret, with the file that declares it. */
  secrets: readonly { readonly file: FileKind; readonly secret: Secret }[];
  /**
   * Where something stands: the file, then the path of keys and indexes inside it. A path that
   * ends in nothing gives the place of what is nearest above it.
   */
  where(file: FileKind, ...path: (string | number)[]): Position | undefined;
  /** The same for a key of one guest, whichever file it is in. */
  whereGuest(id: number, ...path: (string | number)[]): Position | undefined;
}

/** The guest of that id, with its kind. */
export function guestOf(
  declared: Pick<Declared, 'lxc' | 'vms'>,
  id: number,
): { kind: 'lxc'; guest: LxcGuest } | { kind: 'vm'; guest: VmGuest } | undefined {
  const container = declared.lxc.get(id);
  if (container !== undefined) return { kind: 'lxc', guest: container };
  const machine = declared.vms.get(id);
  if (machine !== undefined) return { kind: 'vm', guest: machine };
  return undefined;
}
