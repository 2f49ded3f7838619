import { exists, list, readText, remove, writeText } from './files.ts';
import { emptyConf, type GuestConf, parseGuestConf } from './guest-conf.ts';
import { guestConfText } from './guest-conf-text.ts';
import { lxcConf, nodeName, qemuConf } from './paths.ts';
import { Refusal } from './refusal.ts';
import { err } from './talk.ts';

/**
 * Loads a container's conf file; every load tells what it does not understand.
 * @param exit code of the refusal when there is no such container
 */
export function loadGuest(id: number, exit = 2): GuestConf {
  const text = readText(lxcConf(id));
  if (text === undefined) {
    throw new Refusal(`Configuration file 'nodes/${nodeName}/lxc/${id}.conf' does not exist`, exit);
  }
  return parseGuestConf(id, text, (line) => err(`${line}\n`));
}

/** Writes a container's conf file in canonical form. */
export function writeGuest(id: number, conf: GuestConf): void {
  writeText(lxcConf(id), guestConfText(conf), 0o640);
}

/** Removes a container's conf file. */
export const removeGuest = (id: number): void => remove(lxcConf(id));

/** Whether there is such a container. */
export const guestExists = (id: number): boolean => exists(lxcConf(id));

/** Ids of all containers, ascending. */
export const guestIds = (): number[] => idsIn('/etc/pve/lxc');

/** Ids of all virtual machines, ascending. */
export const vmIds = (): number[] => idsIn('/etc/pve/qemu-server');

function idsIn(directory: string): number[] {
  return list(directory)
    .map((name) => /^([1-9]\d+)\.conf$/.exec(name)?.[1])
    .filter((id) => id !== undefined)
    .map(Number)
    .sort((a, b) => a - b);
}

/** Refuses an id that a container or a virtual machine has already. */
export function refuseTaken(id: number, exit: number): void {
  const kind = guestExists(id) ? 'CT' : exists(qemuConf(id)) ? 'VM' : undefined;
  if (kind !== undefined) {
    throw new Refusal(`${kind} ${id} already exists on node '${nodeName}'`, exit);
  }
}

/** Refuses a container that carries a `lock:` line, except the one named. */
export function refuseLocked(conf: GuestConf, exceptFor?: string): void {
  const lock = conf.values.get('lock');
  if (lock !== undefined && lock !== exceptFor) throw new Refusal(`CT is locked (${lock})`);
}

/** A conf that holds a new id while its container is being made. */
export function reservedConf(): GuestConf {
  const conf = emptyConf();
  conf.values.set('lock', 'create');
  return conf;
}
