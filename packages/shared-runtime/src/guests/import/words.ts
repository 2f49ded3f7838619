import type { Declared } from '@phoenix/shared-config';
import type { GuestConf } from '../../pve/conf.ts';
import type { Storage } from '../../pve/storage.ts';

/** A guest as it is on the host, with what else is needed to put it into words. */
export interface Found {
  readonly id: number;
  readonly conf: GuestConf;
  readonly running: boolean;
  /** Content of its firewall file; absent when there is none. */
  readonly firewall?: string;
  /** Guests of its kind that are declared beside it: the only ones that it may name. */
  readonly known: ReadonlySet<number>;
  readonly declared: Pick<Declared, 'baseDir' | 'hypervisor' | 'vmDefaults'>;
  readonly storages: ReadonlyMap<string, Storage>;
  /** Texts of the files that `Wording.files` names, by path; absent when there is no such file. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Keys of a declaration, and what no key holds, a sentence each. */
export interface Words {
  readonly keys: Readonly<Record<string, unknown>>;
  readonly notes: readonly string[];
}

/** Why a guest cannot be declared at all, the part of the sentence after "because". */
export interface Unspeakable {
  readonly cannot: string;
}

/** How guests of a kind are put into words: the planners of settings, the other way round. */
export interface Wording {
  /** Files that are read beside the conf file of a guest. */
  files(found: Pick<Found, 'id' | 'conf' | 'declared' | 'storages'>): readonly string[];
  /** What has to be declared of a guest so that nothing is planned for it. */
  declare(found: Found): Words | Unspeakable;
  /**
   * The configuration file with these declarations by id in it, in place of those of the same id;
   * `before` is the file as it is.
   */
  file(
    declarations: ReadonlyMap<number, Words['keys']>,
    before?: Readonly<Record<string, unknown>>,
  ): Readonly<Record<string, unknown>>;
}

/** One guest as `import --json` shows it. */
export interface Imported {
  readonly id: number;
  readonly kind: 'lxc' | 'vm';
  readonly name: string;
  /** Its place in the configuration file: the value of its id, or an item of "vms". */
  readonly declaration?: Words['keys'];
  readonly notes: readonly string[];
  /** Why it has no declaration. */
  readonly cannot?: string;
}

/** Several parts of one declaration in their order. */
export function joined(...parts: readonly Words[]): Words {
  return {
    keys: Object.assign({}, ...parts.map(({ keys }) => keys)),
    notes: parts.flatMap(({ notes }) => notes),
  };
}
