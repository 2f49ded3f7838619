import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** JSON of whatever shape: configurations are taken as they come, also wrong ones. */
export type Json = string | number | boolean | null | undefined | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** The three files as found, each empty where it is missing or cannot be read. */
export type Declared = { hypervisor: JsonObject; containers: JsonObject; machines: JsonObject };

/** The value as an object; empty for anything else. */
export function object(value: Json): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

/** The values of an array or an object; none for anything else. */
export function values(value: Json): Json[] {
  return Array.isArray(value) ? value : Object.values(object(value));
}

/** The value as text: numbers too; undefined for anything else and for the empty text. */
export function text(value: Json): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** Reads the configuration files in a directory. */
export function readDeclared(directory: string): Declared {
  const found = { hypervisor: {}, containers: {}, machines: {} } as Declared;
  for (const name of readdirSync(directory).filter((one) => one.endsWith('.json'))) {
    if (name.endsWith('.schema.json')) continue;
    const content = parse(join(directory, name));
    if ('lxc_configs' in content) found.containers = content;
    else if ('vms' in content) found.machines = content;
    else if (/hypervisor_config/.test(name)) found.hypervisor = content;
  }
  return found;
}

function parse(file: string): JsonObject {
  try {
    return object(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}

/** All containers, then all VMs, as declared. */
export function guests({ containers, machines }: Declared): JsonObject[] {
  return [...containersOf(containers), ...machinesOf(machines)];
}

/** The containers as declared. */
function containersOf(file: JsonObject): JsonObject[] {
  return values(file.lxc_configs).map(object);
}

/** The VMs as declared. */
export function machinesOf(file: JsonObject): JsonObject[] {
  return values(file.vms).map(object);
}
