import type { World } from './world.ts';

/** Guests that the host would start before what they depend on. */
export function checkBootOrder({ members, byId, findings }: World): void {
  for (const member of members) {
    const own = member.draft.boot_order;
    if (own === undefined) continue;
    for (const id of member.dependencies) {
      const needed = byId.get(id)?.draft.boot_order;
      if (needed === undefined || own >= needed) continue;
      findings.warning(
        'boot-order',
        member.spot('boot_order'),
        `guest ${member.id}: boot_order ${own} is before the ${needed} of ${id}, which it depends on`,
        { hint: `write ${needed} or more, or lower that of ${id}`, guests: [member.id, id] },
      );
    }
  }
}
