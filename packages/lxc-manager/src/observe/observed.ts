import type { FileInfo } from '@phoenix/shared-runtime';
import type { GuestConf, Storage } from '@phoenix/shared-runtime/pve';

/** What one container is like at this moment. */
export interface Observed {
  /** The conf file; absent when there is no such container. */
  readonly conf?: GuestConf;
  /** True when the id belongs to a VM. */
  readonly isVm: boolean;
  readonly running: boolean;
  /** Provisioning steps by record name, with the hash of what ran; absent when unreadable. */
  readonly memory?: ReadonlyMap<string, string>;
  /** A creation by Phoenix that has begun and not ended, from the journal. */
  readonly making?: Making;
  /** A Proxmox job on this container that is alive: `vzsnapshot, pid 4711`. */
  readonly job?: string;
  /** Content of the guest's firewall file. */
  readonly firewall?: string;
}

/** A creation by Phoenix that was begun. */
export interface Making {
  /** `define` until `pct create` or `pct clone` has ended, `provision` until everything has. */
  readonly stage: 'define' | 'provision';
  /** The command that defines the container. */
  readonly argv: readonly string[];
  readonly source?: number;
  /** How Proxmox recorded the job of `pct create`: came to its end, or not; absent: not recorded. */
  readonly ended?: boolean;
}

/** A script of the site, as it lies on the host. */
export interface ScriptFact {
  readonly path: string;
  /** Hex SHA-256 of its content. */
  readonly hash: string;
  /** How it is started: its own path when executable, else the interpreter of its first line. */
  readonly command: readonly [string, ...string[]];
}

/** What the host has of the things that declared containers refer to. */
export interface HostFacts {
  readonly storages: ReadonlyMap<string, Storage>;
  /** Bridges, devices and host paths that were looked for, with what was found. */
  readonly paths: ReadonlyMap<string, FileInfo | undefined>;
  /** Site scripts by path; absent when there is no such file. */
  readonly scripts: ReadonlyMap<string, ScriptFact>;
  /** Texts of files that were looked for: apparmor profiles, subuid, subgid. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Observations of several containers, all from one look at the host. */
export interface World {
  readonly facts: HostFacts;
  readonly guests: ReadonlyMap<number, Observed>;
}
