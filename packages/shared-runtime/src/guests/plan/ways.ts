import type { Operation } from '../../operation.ts';
import type { GuestConf } from '../../pve/conf.ts';
import type { Storage } from '../../pve/storage.ts';
import type { Guest } from '../guest.ts';
import type { Making, Observed } from '../observed.ts';
import type { ConfState, GuestInput, Part, ProvisionStep } from './types.ts';

/** What configuring a guest asks for, and the conf file that comes of it. */
export interface Configured extends Part {
  readonly after: ConfState;
}

/** The guest that another is cloned from, as it is or as it is going to be. */
export interface SourceState<G extends Guest = Guest> {
  readonly guest: G;
  /** What the clone starts from: the snapshot's settings where it is cloned from one. */
  readonly conf: ConfState;
  readonly running: boolean;
  /** The snapshot to clone from. */
  readonly snapshot?: string;
}

/** The snapshots in a guest's life, and which of them it is to have. */
export interface Lifecycle {
  /** Taken before the later steps; what `reconfigure` goes back to. */
  readonly before: { readonly name: string; readonly wanted: boolean };
  /** Taken of the finished guest, and again when a later step has run again. */
  readonly last: { readonly name: string; readonly wanted: boolean };
  /** Taken at the very end, for clones to start from. */
  readonly template?: string;
}

/** What is done in a guest, in its order: before and after the snapshot that `before` names. */
export interface Steps {
  readonly first: readonly ProvisionStep[];
  readonly later: readonly ProvisionStep[];
}

/** How an existing guest is when it is configured. */
export interface Existing {
  readonly running: boolean;
  /**
   * Its settings before it goes back to a snapshot, which has the current ones: a volume that is newer
   * than the snapshot is put back, not made anew.
   */
  readonly was?: ReadonlyMap<string, string>;
}

/** What a kind of guest plans in a way of its own; everything else is planned alike for both. */
export interface Ways<G extends Guest> {
  isTemplate(guest: G): boolean;
  /** Things of the host that a guest stands on: checked, and made where that is Phoenix's job. */
  prerequisites(input: GuestInput<G>, isNew: boolean): Part;
  /** A guest made from an archive or an image. */
  make(input: GuestInput<G>): Configured;
  /** A guest cloned from another, brought to its own settings. */
  clone(input: GuestInput<G>, source: SourceState<G>): Configured;
  /** An existing guest brought to its settings. */
  configure(input: GuestInput<G>, current: ConfState, state: Existing): Configured;
  /** The settings that the command which makes a guest asked for. */
  asked(making: Making): readonly (readonly [key: string, value: string])[];
  /** Whether that command came to its end, by what the conf file (unlocked) shows of it. */
  isEnded(conf: GuestConf, making: Making): boolean;
  /** What waits until a started guest can be worked with. */
  ready(input: GuestInput<G>): readonly Operation[];
  /** Whether a guest of this kind may run without being ready, when its start was not awaited. */
  readonly readyLate: boolean;
  steps(input: GuestInput<G>): Steps;
  lifecycle(guest: G): Lifecycle;
  /** Key of the volume that a guest with these settings starts from; undefined where there is none. */
  root(keys: ReadonlyMap<string, string>): string | undefined;
  /** Why Proxmox would refuse a snapshot of a guest with these settings. */
  snapshotObstacle(
    keys: ReadonlyMap<string, string>,
    storages: ReadonlyMap<string, Storage>,
  ): string | undefined;
  /** Why Proxmox would refuse to convert a guest with these settings to a template. */
  conversionObstacle(keys: ReadonlyMap<string, string>): string | undefined;
  /** What is done in a running template before it is stopped for good. */
  finish(input: GuestInput<G>): readonly Operation[];
  /** What `delete` has to take away beside the guest itself. */
  leftovers(input: GuestInput<G>, observed: Observed | undefined): readonly Operation[];
}
