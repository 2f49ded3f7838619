import type { Declared } from '@phoenix/shared-config';
import type { FileInfo, Task } from '@phoenix/shared-runtime';
import type { ScriptFact } from '@phoenix/shared-runtime/guests';
import type { GuestConf, Storage } from '@phoenix/shared-runtime/pve';

/** What the doctor looks at. What could not be looked at is undefined, and nothing is said of it. */
export interface Facts {
  readonly declared: Declared;
  readonly isRoot: boolean;
  /** Programs of Proxmox that are not there. */
  readonly missingPrograms: readonly string[];
  /** Version of pve-manager: `9.1.2`. */
  readonly version: string | undefined;
  /** Name of this node. */
  readonly node: string;
  /** Text of /etc/hosts. */
  readonly hosts: string | undefined;
  readonly storages: ReadonlyMap<string, Storage> | undefined;
  readonly uses: readonly StorageUse[];
  /** Guests of the host, declared or not. */
  readonly guests: readonly SeenGuest[];
  /** Network devices. */
  readonly links: ReadonlySet<string>;
  /** Those of them that are bridges. */
  readonly bridges: ReadonlySet<string>;
  /** Whether the firewall of the datacenter is on; while it is off no guest's firewall filters. */
  readonly isFirewallOn: boolean | undefined;
  /** Of the paths that declarations stand on, those that are there. */
  readonly there: ReadonlySet<string>;
  /** Scripts of the site, each once, with who names it. */
  readonly scripts: readonly SiteScript[];
  /** Names of the archives that pveam can fetch; undefined where there is no list. */
  readonly archives: ReadonlySet<string> | undefined;
  /** Lines of /etc/subuid and /etc/subgid. */
  readonly idRanges: Readonly<Record<'/etc/subuid' | '/etc/subgid', readonly string[]>>;
  /** Version of the NVIDIA driver that is loaded. */
  readonly loadedDriver: string | undefined;
  /** Jobs of Proxmox that are at work. */
  readonly jobs: readonly Task[];
  /** What Phoenix began and nobody alive is to bring to its end. */
  readonly open: readonly OpenWork[];
  /** Guests with any mark of the journal, as `lxc-950`. */
  readonly marked: ReadonlySet<string>;
  /** State of services by unit: `active`, `inactive`, `failed`. */
  readonly services: ReadonlyMap<string, string>;
  readonly isSynchronised: boolean | undefined;
  /** Files of apt that name the repository for subscribers. */
  readonly enterpriseFiles: readonly string[];
  readonly hasSubscription: boolean;
  /** Timers of ours that are armed. */
  readonly timers: readonly string[];
  /** Why the host waits for a restart. */
  readonly restarts: readonly string[];
  /** The directory of the journal. */
  readonly log: FileInfo | undefined;
}

/** A guest as its conf file says it. */
export interface SeenGuest {
  readonly kind: 'lxc' | 'vm';
  readonly id: number;
  readonly conf: GuestConf;
  /** Whether a manager of ours is at work on it. */
  readonly isAtWork: boolean;
}

/** A mark of the journal. */
export interface OpenWork {
  readonly kind: 'lxc' | 'vm';
  readonly id: number;
  readonly stage: 'define' | 'provision' | 'start';
  /** The guest that it is cloned from. */
  readonly source?: number;
  /** ISO time. */
  readonly since: string;
}

/** A line of `pvesm status`. */
export interface StorageUse {
  readonly id: string;
  /** `active`, `inactive`, `disabled` */
  readonly status: string;
  /** Of its space, in percent. */
  readonly used: number;
}

/** A script that is named somewhere. */
export interface SiteScript {
  readonly path: string;
  /** Undefined when there is no such file. */
  readonly fact: ScriptFact | undefined;
  readonly isExecutable: boolean;
  readonly guests: readonly number[];
}
