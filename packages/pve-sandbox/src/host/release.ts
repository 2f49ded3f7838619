import { readText } from '../state/files.ts';

/** A major version of Proxmox VE. */
export type Release = 8 | 9;

/** What differs between the releases: the Debian below and the version of Proxmox VE itself. */
export type ReleaseFacts = {
  debian: string;
  version: string;
  codename: string;
  manager: string;
  commit: string;
  kernel: string;
  ceph: string;
};

const facts: Record<Release, ReleaseFacts> = {
  8: {
    debian: '12',
    version: '12.12',
    codename: 'bookworm',
    manager: '8.4.14',
    commit: 'b502d23c55afcba1',
    kernel: '6.8.12-15-pve',
    ceph: 'quincy',
  },
  9: {
    debian: '13',
    version: '13.1',
    codename: 'trixie',
    manager: '9.2.11',
    commit: 'b76d3178b1d1f2f1',
    kernel: '6.17.2-1-pve',
    ceph: 'squid',
  },
};

/** The facts of a release. */
export const factsOf = (release: Release): ReleaseFacts => facts[release];

/** The host's release, by its os-release file. */
export function release(): Release {
  return /^VERSION_ID="?12/m.test(readText('/etc/os-release') ?? '') ? 8 : 9;
}
