import type { CarefulLook } from './careful.ts';
import type { StorageUse } from './facts.ts';

/** Services without which Proxmox is not whole. */
const SERVICES = ['pve-cluster', 'pvedaemon', 'pveproxy', 'pvestatd'];

/** State of each service; none where systemd cannot be asked. */
export async function serviceStates(host: CarefulLook): Promise<ReadonlyMap<string, string>> {
  if (host.program('systemctl') === undefined) return new Map();
  const { stdout } = await host.query(['systemctl', 'is-active', ...SERVICES], { timeout: 30 });
  const states = stdout.split('\n').filter((line) => line !== '');
  // As many answers as questions, or it did not understand.
  if (states.length !== SERVICES.length) return new Map();
  return new Map(SERVICES.map((name, index) => [name, states[index] ?? '']));
}

/** Whether the clock is kept right; undefined where systemd does not say. */
export async function isSynchronised(host: CarefulLook): Promise<boolean | undefined> {
  if (host.program('timedatectl') === undefined) return undefined;
  const argv = ['timedatectl', 'show', '-p', 'NTPSynchronized', '--value'];
  const { exit, stdout } = await host.query(argv, { timeout: 30 });
  return exit === 0 && /^(yes|no)$/.test(stdout.trim()) ? stdout.trim() === 'yes' : undefined;
}

/** How full the storages are, by one `pvesm status`. */
export async function storageUses(host: CarefulLook): Promise<StorageUse[]> {
  if (host.program('pvesm') === undefined) return [];
  const { stdout } = await host.query(['pvesm', 'status'], { timeout: 60 });
  return stdout.split('\n').flatMap((line): StorageUse[] => {
    const [, id, status, used] = /^(\S+)\s+\S+\s+(\w+)\s.*?(\d+(?:\.\d+)?)%\s*$/.exec(line) ?? [];
    return id === undefined || status === undefined ? [] : [{ id, status, used: Number(used) }];
  });
}

/** Timers of ours that wait: each takes a dangerous change back, unless it is confirmed. */
export function armedTimers(host: Pick<CarefulLook, 'list'>): string[] {
  return host.list('/run/systemd/transient').filter((name) => /^phoenix-.*\.timer$/.test(name));
}
