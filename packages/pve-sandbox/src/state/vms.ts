import { exists, readText, remove, writeText } from './files.ts';
import { withLock } from './locks.ts';
import { nodeName, qemuConf, vmConfigLock } from './paths.ts';
import { Refusal } from './refusal.ts';
import { err } from './talk.ts';
import { parseVmConf, type VmConf } from './vm-conf.ts';
import { vmConfText } from './vm-conf-text.ts';

/** The version of each conf file that this process has told of. */
const told = new Map<number, string>();

/** Takes it that what is wrong in a machine's conf was told by the process before this one. */
export function assumeTold(id: number): void {
  const text = readText(qemuConf(id));
  if (text !== undefined) told.set(id, text);
}

/**
 * Loads a virtual machine's conf file. What it does not understand is told once for each version of
 * the file: Proxmox keeps what it has read.
 * @param exit code of the refusal when there is no such machine
 */
export function loadVm(id: number, exit = 2): VmConf {
  const text = readText(qemuConf(id));
  if (text === undefined) {
    const file = `nodes/${nodeName}/qemu-server/${id}.conf`;
    throw new Refusal(`Configuration file '${file}' does not exist`, exit);
  }
  const isKnown = told.get(id) === text;
  told.set(id, text);
  return parseVmConf(id, text, isKnown ? () => undefined : (line) => err(`${line}\n`));
}

/** The conf of a machine that is looked for on every node; the words differ. */
export function findVm(id: number, exit = 2): VmConf {
  if (!vmExists(id)) {
    throw new Refusal(`unable to find configuration file for VM ${id} on node '${nodeName}'`, exit);
  }
  return loadVm(id, exit);
}

/** Writes a machine's conf file in canonical form. */
export function writeVm(id: number, conf: VmConf): void {
  writeText(qemuConf(id), vmConfText(conf), 0o640);
}

/** Removes a machine's conf file. */
export const removeVm = (id: number): void => remove(qemuConf(id));

/** Whether there is such a virtual machine. */
export const vmExists = (id: number): boolean => exists(qemuConf(id));

/** Refuses a machine that carries a `lock:` line, except the one named. */
export function refuseVmLocked({ values }: VmConf, exceptFor?: string): void {
  const lock = values.get('lock');
  if (lock !== undefined && lock !== exceptFor) throw new Refusal(`VM is locked (${lock})`);
}

/** Runs work under a machine's config lock. */
export function withVmLock<T>(
  id: number,
  exit: number,
  work: () => T | Promise<T>,
  seconds = 10,
): Promise<T> {
  return withLock(vmConfigLock(id), seconds, exit, work);
}

/** Runs work while nobody else changes a machine's conf; others may do the same at once. */
export function withSharedVmLock<T>(
  id: number,
  exit: number,
  work: () => T | Promise<T>,
  seconds: number,
): Promise<T> {
  return withLock(vmConfigLock(id), seconds, exit, work, true);
}
