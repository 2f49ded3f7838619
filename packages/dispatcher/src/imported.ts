import type { GuestKind } from '@phoenix/shared-config';

/** A guest as its manager puts it into words. */
export interface Imported {
  readonly id: number;
  readonly kind: GuestKind;
  readonly name: string;
  /** Absent: it cannot be declared. */
  readonly declaration?: object;
  readonly notes: readonly string[];
  readonly cannot?: string;
}

/** What is to be put into the configuration files: the members of each file, by kind. */
export type Configuration = Partial<Record<GuestKind, object>>;

/** The declarations of guests as the files have them; a kind of which there is no guest is absent. */
export function configurationOf(guests: readonly Imported[]): Configuration {
  const of = (kind: GuestKind) =>
    guests.filter((one) => one.kind === kind && one.declaration !== undefined);
  const [containers, machines] = [of('lxc'), of('vm')];
  const entries = containers.map(({ id, declaration }) => [id, declaration]);
  return {
    ...(containers.length === 0 ? {} : { lxc: { lxc_configs: Object.fromEntries(entries) } }),
    ...(machines.length === 0
      ? {}
      : { vm: { vms: machines.map(({ id, declaration }) => ({ vmid: id, ...declaration })) } }),
  };
}
