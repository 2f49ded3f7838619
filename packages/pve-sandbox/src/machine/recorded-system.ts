import { writeText } from '../state/files.ts';
import type { Card } from './bring-up.ts';
import { writeGuestFile } from './guest-file.ts';
import { laySystem } from './image.ts';
import { interfacesFile, interfacesText } from './interfaces.ts';

/** The kernel of the small system, started from files, with which the agent was recorded. */
export const kernel = {
  release: '6.12.117+deb13-cloud-amd64',
  version: '#1 SMP PREEMPT_DYNAMIC Debian 6.12.117-1 (2026-11-12)',
};

const name = 'agentvm';

const uname = `#!/bin/sh
case $* in
  -r) echo '${kernel.release}' ;;
  -v) echo '${kernel.version}' ;;
  -a) echo 'Linux ${name} ${kernel.release} ${kernel.version} x86_64 GNU/Linux' ;;
  *) exec /usr/bin/uname "$@" ;;
esac
`;

/** Lays that system: a Debian of which the agent is a part. */
export function layRecorded(tree: string): void {
  laySystem(tree, { ostype: 'debian', version: '13' }, ['qemu-guest-agent']);
  writeText(`${tree}/etc/hostname`, `${name}\n`);
  writeGuestFile(tree, '/usr/local/sbin/uname', uname, { mode: 0o755 });
}

/** It has an address of its own, whatever the bridge's network is. */
export function bringUpRecorded(tree: string, cards: readonly Card[]): void {
  const devices = cards.map(({ mac }, n) => ({
    name: `eth${n}`,
    mac,
    address: n === 0 ? '10.99.0.80/24' : '',
    gateway: '',
  }));
  writeText(`${tree}/${interfacesFile}`, interfacesText(devices));
}
