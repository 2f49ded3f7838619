import { readFileSync, writeFileSync } from 'node:fs';
import type { Machine } from './machine.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * Puts a piece of configuration into the file of the host that it belongs to: guests among those that
 * are there, anything else in the place of the key of that name. Answers what `phoenix validate` then
 * has against it. That scripts and files of the reader are not there is no matter.
 */
export async function declare(piece: Json, on: Machine): Promise<string[]> {
  const path = on.path(fileOf(piece));
  const before: Json = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify(merged(before, piece), null, 2));
  const { printed } = await on.type('host', 'phoenix validate --json');
  let told: { diagnostics?: readonly { severity: string; message: string }[] };
  try {
    told = JSON.parse(printed);
  } catch {
    return [printed];
  }
  return (told.diagnostics ?? [{ severity: 'error', message: printed }])
    .filter(({ severity, message }) => severity === 'error' || !message.endsWith('does not exist'))
    .map(({ severity, message }) => `${severity}: ${message}`);
}

function fileOf(piece: Json): string {
  if ('lxc_configs' in piece) return 'etc/phoenix_lxc_configs.json';
  if ('vms' in piece || 'vm_defaults' in piece) return 'etc/phoenix_vm_configs.json';
  return 'etc/phoenix_hypervisor_config.json';
}

/** A piece within what is there. */
export function merged(there: Json, piece: Json): Json {
  const whole: Record<string, unknown> = { ...there, ...piece };
  if ('lxc_configs' in piece) {
    whole.lxc_configs = Object.assign({}, there.lxc_configs, piece.lxc_configs);
  }
  if ('vms' in piece) {
    const known = new Map([...vms(there), ...vms(piece)].map((vm) => [vm.vmid, vm]));
    whole.vms = [...known.values()];
  }
  return whole;
}

function vms({ vms: list }: Json): readonly { readonly vmid?: unknown }[] {
  return Array.isArray(list) ? list : [];
}
