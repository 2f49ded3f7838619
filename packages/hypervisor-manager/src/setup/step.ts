import type { Declared, HypervisorConfig } from '@phoenix/shared-config';
import type { Host, Operation, PlanProblem, Undo } from '@phoenix/shared-runtime';

/** What a step may look at the host with; nothing of it changes anything. */
export type Look = Pick<
  Host,
  'read' | 'list' | 'info' | 'exists' | 'hash' | 'program' | 'query' | 'now'
>;

/** What all steps plan from, beside what they observe themselves. */
export interface Declaration {
  /** What is declared for the host. */
  readonly config: HypervisorConfig;
  /** Everything that is declared, for steps that look at what guests need of the host. */
  readonly declared: Declared;
  /** Directory that phoenix is installed in; its `bin/hypervisor_setup` holds scripts of the site. */
  readonly baseDir: string;
  readonly options: SetupOptions;
  /** Packages that the steps of this run need, each once. */
  readonly packages: readonly string[];
}

/** What the command line says beside the declaration. */
export interface SetupOptions {
  /** Serial numbers of disks whose content may be destroyed to make a pool of them. */
  readonly wipe: readonly string[];
  /** Whether all packages of the host are to be brought up to date. */
  readonly upgrade: boolean;
}

/** What a step plans. */
export interface StepDraft {
  readonly operations: readonly Operation[];
  /** What a person should know although nothing is done about it. */
  readonly notes?: readonly string[];
  /** What stands in the way; nothing at all is changed while a step has one. */
  readonly problems?: readonly PlanProblem[];
  /**
   * Why the host has to be restarted before the step is complete: "the nouveau driver is loaded".
   * What the operations do before that is done; steps that come after this one wait.
   */
  readonly restart?: string;
  /** What is done when an operation fails; absent: nothing. */
  readonly undo?: Undo;
  /** Disks that carry something, and would be taken if their serial numbers were given. */
  readonly wipes?: readonly WipeableDisk[];
}

/** A disk whose content would have to be destroyed. */
export interface WipeableDisk {
  readonly path: string;
  readonly serial: string;
  readonly model?: string;
  readonly pool: string;
  /** In words: `a file system (ext4) "photos"`. */
  readonly carries: string;
}

/** One step of the host's setup. */
export interface SetupStep {
  /** Lower case letters, digits and `_`: it stands in names of logs. */
  readonly name: string;
  /** What it is about, in a few words: "ZFS pools, datasets and cache". */
  readonly title: string;
  /** Steps that have to have gone well before, as far as they are part of the run. */
  readonly after: readonly string[];
  /** Whether there is anything declared for it, or something of ours on the host that no longer is. */
  isDeclared(declaration: Declaration, host: Look): boolean;
  /** Debian packages without which it cannot be; the step `packages` installs them. */
  packages(declaration: Declaration): readonly string[];
  /** Observes the host, as far as this step goes, and plans. Runs again after it was carried out. */
  draft(declaration: Declaration, host: Look): Promise<StepDraft>;
}

/** A step as its folder writes it down: how to observe, and a pure function that plans. */
export interface StepDefinition<Facts> {
  readonly name: string;
  readonly title: string;
  readonly after?: readonly string[];
  readonly isDeclared: (declaration: Declaration, host: Look) => boolean;
  readonly packages?: (declaration: Declaration) => readonly string[];
  readonly observe: (host: Look, declaration: Declaration) => Promise<Facts>;
  readonly plan: (declaration: Declaration, facts: Facts) => StepDraft;
}

/** A step of its two halves. */
export function defineStep<Facts>(definition: StepDefinition<Facts>): SetupStep {
  const { name, title, after = [], isDeclared, packages = () => [], observe, plan } = definition;
  return {
    name,
    title,
    after,
    isDeclared,
    packages,
    draft: async (declaration, host) => plan(declaration, await observe(host, declaration)),
  };
}
