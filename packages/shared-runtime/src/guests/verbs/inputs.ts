import type { VerbContext } from '../../frame/context.ts';
import type { Guest } from '../guest.ts';
import type { World } from '../observed.ts';
import type { GuestInput } from '../plan/types.ts';
import type { Twin } from './twin.ts';

/** What a planner needs, for each of these guests. */
export function inputsOf<G extends Guest>(
  twin: Twin<G>,
  context: VerbContext,
  world: World,
  ids: readonly number[],
): GuestInput<G>[] {
  const { declared } = context;
  const { kind } = twin.sight;
  const guests = twin.sight.guests(declared);
  const door = twin.door(context);
  return ids.flatMap((id) => {
    const guest = guests.get(id);
    return guest ? [{ kind, door, declared, guests, world, guest, earlier: new Map() }] : [];
  });
}
