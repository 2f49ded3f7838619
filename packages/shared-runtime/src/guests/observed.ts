import type { Secret } from '@phoenix/shared-config';
import type { FileInfo } from '../host/host.ts';
import type { MakingStage } from '../journal/making.ts';
import type { Snapshotting } from '../journal/snapshotting.ts';
import type { GuestConf } from '../pve/conf.ts';
import type { Storage } from '../pve/storage.ts';
import type { SecretRead } from '../secrets/read-secret.ts';

/** A guest that has an id already; `node` names one of the cluster that is not this host. */
export interface IdHolder {
  readonly word: 'container' | 'VM';
  readonly node?: string;
}

/** What one guest is like at this moment. */
export interface Observed {
  /** The conf file; absent when there is no such guest of this kind. */
  readonly conf?: GuestConf;
  /** The other guest that has the id, where this one is not there. */
  readonly idHolder?: IdHolder;
  readonly running: boolean;
  /** Provisioning steps by record name, with the hash of what ran; absent when unreadable. */
  readonly memory?: ReadonlyMap<string, string>;
  /**
   * A creation by Phoenix, or a start of what runs, that has begun and not ended, from the journal:
   * such a guest is not up, whatever it looks like.
   */
  readonly making?: Making;
  /** What was killed and left the guest locked, with no job alive to take the lock away. */
  readonly lockLeftBy?: LeftLock;
  /** Volumes that a command of ours was making when it was cut off; absent when there are none. */
  readonly leftVolumes?: LeftVolumes;
  /** A Proxmox job on this guest that is alive: `vzsnapshot, pid 4711`. */
  readonly job?: string;
  /** Content of the guest's firewall file. */
  readonly firewall?: string;
}

/** A volume that a command of ours left, and all that a conf file may call it: its ids and its path. */
export interface LeftVolume {
  readonly volid: string;
  readonly names: readonly string[];
}

/** Volumes that nobody but us knows of, or a storage that does not tell of any. */
export type LeftVolumes = readonly LeftVolume[] | { readonly silent: string };

/** A job of ours that was killed: the clone to a guest, or what was done with a snapshot. */
export type LeftLock = { readonly job: 'clone'; readonly to: number } | Snapshotting;

/** A creation or a start by Phoenix that was begun. */
export interface Making {
  readonly stage: MakingStage;
  /** The command that defines or starts the guest. */
  readonly argv: readonly string[];
  readonly source?: number;
  /** How Proxmox recorded the job of the creation: came to its end, or not; absent: not recorded. */
  readonly ended?: boolean;
}

/** Whether a creation by Phoenix has begun and not ended; a start alone is none. */
export function isBeingMade({ making }: Pick<Observed, 'making'>): boolean {
  return making !== undefined && making.stage !== 'start';
}

/** A script of the site, as it lies on the host. */
export interface ScriptFact {
  readonly path: string;
  /** Hex SHA-256 of its content. */
  readonly hash: string;
  /** How it is started: its own path when executable, else the interpreter of its first line. */
  readonly command: readonly [string, ...string[]];
  /** Its first line names an interpreter and a carriage return behind it: nothing can start it. */
  readonly isDos?: true;
}

/** What the host has of the things that declared guests refer to. */
export interface HostFacts {
  readonly storages: ReadonlyMap<string, Storage>;
  /** Bridges, devices, host paths and programs that were looked for, with what was found. */
  readonly paths: ReadonlyMap<string, FileInfo | undefined>;
  /** Site scripts by path; absent when there is no such file. */
  readonly scripts: ReadonlyMap<string, ScriptFact>;
  /** Texts of files that were looked for, by path; absent when there is no such file. */
  readonly texts: ReadonlyMap<string, string>;
  /** Secrets as they were found, by what is declared of them. */
  readonly secrets: ReadonlyMap<Secret, SecretRead>;
  /** The first bytes of disk images that were looked for, by path; absent when there is no file. */
  readonly heads: ReadonlyMap<string, Uint8Array>;
}

/** Observations of several guests of one kind, all from one look at the host. */
export interface World {
  readonly facts: HostFacts;
  readonly guests: ReadonlyMap<number, Observed>;
}
