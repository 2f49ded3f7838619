import type { Declared } from '@phoenix/shared-config';
import type { KnownGuest } from './values.ts';

/** The declared guests, containers first; those alone whose declaration has no error of its own. */
export function knownGuests(
  { lxc, vms }: Pick<Declared, 'lxc' | 'vms'>,
  suitesOf: (id: number) => readonly string[] = () => [],
): KnownGuest[] {
  const kinds = { lxc, vm: vms };
  return (['lxc', 'vm'] as const).flatMap((kind) =>
    [...kinds[kind].values()].map(({ id, name }) => ({ id, name, kind, suites: suitesOf(id) })),
  );
}
