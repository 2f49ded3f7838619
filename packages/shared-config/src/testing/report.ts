import type { Diagnostic } from '../diagnostic.ts';
import { loadConfig } from '../load.ts';

/** The three files as data, and which files of the host are there: all unless told. */
export interface Site {
  hypervisor?: unknown;
  lxc?: Record<string, unknown>;
  vms?: unknown[];
  vmDefaults?: unknown;
  exists?: (path: string) => boolean;
}

/** Everything that is said of a site, a line for each. */
export function report({
  hypervisor = {},
  lxc,
  vms,
  vmDefaults,
  exists = () => true,
}: Site): string {
  const vm = { ...(vmDefaults !== undefined && { vm_defaults: vmDefaults }), vms: vms ?? [] };
  const text = (value: unknown) => JSON.stringify(value, null, 1);
  const files = new Map([
    ['/p/etc/phoenix_hypervisor_config.json', text(hypervisor)],
    ['/p/etc/phoenix_lxc_configs.json', text({ lxc_configs: lxc ?? {} })],
    ['/p/etc/phoenix_vm_configs.json', text(vm)],
  ]);
  const reader = { read: (path: string) => files.get(path), exists };
  return lines(...loadConfig({ baseDir: '/p', reader }).diagnostics.map(inALine));
}

/** What, at which column of which line, how it is said, the hint, and about whom. */
function inALine(one: Diagnostic): string {
  const { severity, code, where, sourceLine = '', message, hint, guests } = one;
  const at = (where?.column ?? 1) - 1;
  const place = `${sourceLine.slice(0, at)}>${sourceLine.slice(at)}`.trim();
  return [`${severity} ${code}`, place, message, hint ?? '-', guests?.join(' ') ?? '-'].join(' | ');
}

/** Reports of several lines, as they are compared. */
export const lines = (...all: string[]) => all.join('\n');
