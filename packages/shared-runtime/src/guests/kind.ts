/** What is different in name only between containers and VMs. */
export interface Kind {
  readonly name: 'lxc' | 'vm';
  /** Proxmox's program for it. */
  readonly tool: 'pct' | 'qm';
  /** The executable that this is. */
  readonly manager: 'lxc-manager' | 'vm-manager';
  /** One guest of this kind, in messages. */
  readonly word: 'container' | 'VM';
  /** Key of the conf file that holds the name of a guest. */
  readonly nameKey: 'hostname' | 'name';
  /** What stands before the id in the name of one that has none. */
  readonly unnamed: 'CT' | 'VM';
  readonly others: { readonly word: 'container' | 'VM'; readonly tool: 'pct' | 'qm' };
  /** Key that names the guest that one is cloned from. */
  readonly cloneKey: 'clone_from_ctid' | 'clone_from_vmid';
  /** Types of the Proxmox jobs that make a guest. */
  readonly jobs: { readonly create: string; readonly clone: string };
  /** The lock that Proxmox puts on a guest while it is cloned, where it puts one. */
  readonly sourceLock?: string;
  /** What Proxmox calls the volumes of such a guest on a storage. */
  readonly content: 'rootdir' | 'images';
  /** Words after the tool's name that grow a disk. */
  readonly resize: readonly string[];
  /** Words after the tool's name that write volumes of a guest into its conf file which it does not name. */
  readonly rescan: readonly string[];
  /** What is done after the snapshot that `reconfigure` goes back to. */
  readonly later: LaterWords;
  /** Ids in the examples of its help: a guest, and one that others are cloned from. */
  readonly example: { readonly guest: number; readonly source: number };
  /** What `status` costs, as its help says it. */
  readonly statusCost: string;
  /** Key that declares `--force`, where the kind has one. */
  readonly forceKey?: string;
  /** Directory of the conf files. */
  readonly confs: string;
  readonly conf: (id: number) => string;
  /** Lock file that Proxmox holds while it changes a conf file. */
  readonly confLock: (id: number) => string;
  readonly othersConf: (id: number) => string;
  /** A line of `pct list` or `qm list`; the id is group 1, the state group 2. */
  readonly listed: RegExp;
}

/** How messages and help speak of what comes after the snapshot that `reconfigure` goes back to. */
interface LaterWords {
  /** `the application` */
  readonly name: string;
  /** `runs the application script,`; before "the health check and the tests again". */
  readonly does: string;
  /** How a guest comes to the first of these snapshots, for one that has none. */
  readonly hint: (id: number) => string;
  /** `the application has run again` */
  readonly ranAgain: string;
  /** The snapshots around it. */
  readonly before: string;
  readonly last: string;
  /** What the example of `reconfigure` does to that guest. */
  readonly example: (id: number) => string;
}

const lxcConfs = '/etc/pve/lxc';
const vmConfs = '/etc/pve/qemu-server';
const lxcConf = (id: number) => `${lxcConfs}/${id}.conf`;
const vmConf = (id: number) => `${vmConfs}/${id}.conf`;

/** Containers, through pct. */
export const CONTAINERS: Kind = {
  name: 'lxc',
  tool: 'pct',
  manager: 'lxc-manager',
  word: 'container',
  nameKey: 'hostname',
  unnamed: 'CT',
  others: { word: 'VM', tool: 'qm' },
  cloneKey: 'clone_from_ctid',
  jobs: { create: 'vzcreate', clone: 'vzclone' },
  sourceLock: 'disk',
  content: 'rootdir',
  resize: ['resize'],
  rescan: ['rescan'],
  later: {
    name: 'the application',
    does: 'runs the application script,',
    hint: (id) =>
      `phoenix create takes one before the application script runs, where the storage and the mounts of the guest allow it; phoenix plan ${id} tells`,
    ranAgain: 'the application has run again',
    before: 'pre-configured',
    last: 'final-form',
    example: (id) => `run the application script of ${id} on fresh ground`,
  },
  example: { guest: 950, source: 900 },
  statusCost: 'Costs one pct list, however many containers there are.',
  confs: lxcConfs,
  conf: lxcConf,
  confLock: (id) => `/run/lock/lxc/pve-config-${id}.lock`,
  othersConf: vmConf,
  listed: /^(\d+)\s+(\w+)/,
};

/** Virtual machines, through qm. */
export const VMS: Kind = {
  name: 'vm',
  tool: 'qm',
  manager: 'vm-manager',
  word: 'VM',
  nameKey: 'name',
  unnamed: 'VM',
  others: { word: 'container', tool: 'pct' },
  cloneKey: 'clone_from_vmid',
  jobs: { create: 'qmcreate', clone: 'qmclone' },
  content: 'images',
  resize: ['disk', 'resize'],
  rescan: ['disk', 'rescan'],
  later: {
    name: 'the features',
    does: 'installs the features, runs',
    hint: (id) =>
      `with snapshots.pre_features declared, phoenix create takes one before it installs features, where the storage allows it; phoenix plan ${id} tells`,
    ranAgain: 'the features have run again',
    before: 'the snapshot before the features',
    last: 'snapshot after them',
    example: (id) => `install the features of ${id} on fresh ground`,
  },
  forceKey: 'force_stop',
  example: { guest: 8001, source: 8000 },
  statusCost:
    'Costs one qm list, and one question to each running VM that has features or volumes.',
  confs: vmConfs,
  conf: vmConf,
  confLock: (id) => `/run/lock/qemu-server/lock-${id}.conf`,
  othersConf: lxcConf,
  listed: /^\s*(\d+)\s.*\s(\w+)\s+\d+\s+[\d.]+\s+\d+\s*$/,
};
