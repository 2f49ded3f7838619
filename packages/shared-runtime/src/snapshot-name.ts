/**
 * Names that Proxmox itself uses, of containers or of VMs: one name is to do for all guests.
 * Sections of a conf file are told apart without regard to case.
 */
const TAKEN = ['current', 'pending', 'vzdump'];

/** Why a word can be no name of a snapshot. */
export interface NameRefusal {
  readonly message: string;
  readonly hint: string;
}

/**
 * The refusal of a word that can be the name of no snapshot (Proxmox: a configuration id of at most
 * 40 characters); of a new one also what Proxmox reserves. Undefined when it is well.
 */
export function refuseSnapshotName(name: string, isNew: boolean): NameRefusal | undefined {
  if (!/^[a-z][a-z0-9_-]+$/i.test(name) || name.length > 40)
    return {
      message: `${JSON.stringify(name)} can be no name of a snapshot`,
      hint: 'a name is 2 to 40 letters, digits, - and _, the first of them a letter: before-upgrade',
    };
  if (isNew && TAKEN.includes(name.toLowerCase()))
    return {
      message: `a snapshot cannot be called ${name}: Proxmox uses that name itself`,
      hint: 'choose another name: before-upgrade',
    };
  return undefined;
}
