import type { ConfigReader } from './declared.ts';
import { isObject } from './json/is-object.ts';
import type { Loaded } from './load-lxc.ts';
import { Notes } from './normalise/notes.ts';
import { normaliseVm } from './normalise/vm.ts';
import { type ReadFile, readFile } from './read-file.ts';
import { type VmInput, vmFile } from './schema/vm.ts';
import { validate } from './validate.ts';
import type { VmDefaults, VmGuest } from './vm-guest.ts';

export interface LoadedVms {
  file: ReadFile;
  defaults: VmDefaults;
  guests: Loaded<VmGuest>[];
}

/** Loads the VM file. `older` are defaults from the hypervisor file, below those of this one. */
export function loadVms(path: string, reader: ConfigReader, older: VmDefaults): LoadedVms {
  const file = readFile('vm', path, reader);
  if (file.data === undefined) return { file, defaults: older, guests: [] };
  const checked = validate('vm', vmFile(), file.data, file);
  const sound = isObject(checked.data) ? checked.data : {};
  const own: VmDefaults = isObject(sound.vm_defaults) ? sound.vm_defaults : {};
  const defaults = { ...older, ...own };
  const inputs: unknown[] = Array.isArray(sound.vms) ? sound.vms : [];
  const written: unknown[] = Array.isArray(file.data.vms) ? file.data.vms : [];
  const wrong = new Set(checked.broken.map((one) => one[1]));
  const guests: Loaded<VmGuest>[] = [];
  for (const [index, value] of written.entries()) {
    const input = inputs[index];
    if (!isObject(value) || !isObject(input)) continue;
    const { vmid } = input;
    // Without an id there is nothing to refer to; that error is told already.
    if (typeof vmid !== 'string' && typeof vmid !== 'number') continue;
    const place = ['vms', index];
    const notes = new Notes(file.findings, 'vm', place, value, Number(vmid));
    const draft = normaliseVm({ ...(input as Partial<VmInput>), vmid }, defaults, notes);
    guests.push({ draft, path: place, written: value, broken: notes.broken || wrong.has(index) });
  }
  return { file, defaults, guests };
}
