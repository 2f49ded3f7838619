import type { Declared } from '@phoenix/shared-config';
import type { GuestPlan } from '../guest-plan.ts';
import { operationTarget } from '../operation.ts';
import { parseConf } from '../pve/conf.ts';
import { parseStorages } from '../pve/storage.ts';
import type { HostFacts, Observed } from './observed.ts';

/** Base directory of fixture sites. */
export const BASE = '/usr/local/phoenix_hypervisor';

/** A running guest with this conf file, that remembers nothing. */
export function running(conf: string, rest: Partial<Observed> = {}): Observed {
  return { conf: parseConf(conf), running: true, memory: new Map(), ...rest };
}

/** The same, stopped. */
export function stopped(conf: string, rest: Partial<Observed> = {}): Observed {
  return { ...running(conf, rest), running: false };
}

export const ABSENT: Observed = { running: false };

/** What a fixture host has: a text of storage.cfg, and paths, site scripts and texts by their paths. */
export interface FactsSetting {
  readonly storages: string;
  readonly paths?: readonly string[];
  readonly scripts?: readonly string[];
  readonly texts?: Readonly<Record<string, string>>;
  readonly heads?: Readonly<Record<string, Uint8Array>>;
}

export function someFacts({ storages, paths, scripts, texts, heads }: FactsSetting): HostFacts {
  const info = { kind: 'file', uid: 0, gid: 0, mode: 0o644, size: 1 } as const;
  const hash = 'a'.repeat(64);
  return {
    storages: parseStorages(storages),
    paths: new Map((paths ?? []).map((path) => [path, info])),
    scripts: new Map((scripts ?? []).map((path) => [path, { path, hash, command: [path] }])),
    texts: new Map(Object.entries(texts ?? {})),
    heads: new Map(Object.entries(heads ?? {})),
    secrets: new Map(),
  };
}

const BEHAVIOR = { rollback_on_failure: false, debug_mode: false };

/** The same input of a planner where a change that fails is to be undone. */
export function undoable<I extends { declared: Declared }>(input: I): I {
  const behavior = { ...BEHAVIOR, rollback_on_failure: true };
  const hypervisor = { ...input.declared.hypervisor, behavior };
  return { ...input, declared: { ...input.declared, hypervisor } };
}

/** A declaration of these guests alone. */
export function aDeclaration(guests: Partial<Pick<Declared, 'lxc' | 'vms'>>): Declared {
  return {
    baseDir: BASE,
    files: {
      hypervisor: `${BASE}/etc/phoenix_hypervisor_config.json`,
      lxc: `${BASE}/etc/phoenix_lxc_configs.json`,
      vm: `${BASE}/etc/phoenix_vm_configs.json`,
    },
    hypervisor: {
      behavior: BEHAVIOR,
      zfs: { datasets: [{ pool: 'tank', name: 'soon', proxmox_storage_type: 'zfspool' }] },
      proxmox_storage_ids: {},
    } as unknown as Declared['hypervisor'],
    lxc: new Map(),
    lxcRoot: {},
    vms: new Map(),
    vmDefaults: {} as Declared['vmDefaults'],
    ...guests,
    diagnostics: [],
    secrets: [],
    where: () => undefined,
    whereGuest: () => undefined,
  };
}

/** A plan as text: one operation per line, then notes and problems. */
export function planLines(plan: GuestPlan): string[] {
  return [
    plan.action,
    ...plan.operations.map((operation) => {
      const guard = operation.guard ? ` [${operation.guard.predicted}]` : '';
      return `${operation.id}${guard}: ${operationTarget(operation)}`;
    }),
    ...plan.notes.map((note) => `! ${note}`),
    ...plan.problems.map(({ message }) => `x ${message}`),
  ];
}
