import { called, type Member, type World } from './world.ts';

/** Ids, names and MAC addresses that several guests have. */
export function checkIdentity({ members, byId, findings }: World): void {
  for (const member of members) {
    const first = byId.get(member.id);
    if (first === undefined || first === member) continue;
    // Containers come before VMs.
    const where = first.kind === member.kind ? '' : ' in the container file';
    findings.error(
      'duplicate-id',
      member.kind === 'vm' ? member.spot('vmid') : { ...member.spot(), at: 'name' },
      `guest ${member.id}: the id is declared twice, first${where} for ${first.name ?? 'a guest without name'}`,
      { hint: 'give one of the two an id of its own', guests: [member.id] },
    );
  }
  doubles(members, (one) => one.name?.toLowerCase()).forEach(([first, again]) => {
    findings.warning(
      'duplicate-name',
      again.spot('name'),
      `guest ${again.id}: name ${again.name} is that of guest ${first.id} too`,
      { hint: 'one of the two cannot be selected by name', guests: [first.id, again.id] },
    );
  });
  doubles(members, (one) => one.draft.mac_address?.toLowerCase()).forEach(([first, again]) => {
    findings.error(
      'duplicate-mac',
      again.spot('mac_address'),
      `guest ${again.id}: mac_address is that of guest ${called(first)} too`,
      {
        hint: 'two guests with one address do not work in one network',
        guests: [first.id, again.id],
      },
    );
  });
}

/** Every guest whose key another guest before it has, with the first that has it. */
export function doubles(
  members: readonly Member[],
  keyOf: (member: Member) => string | undefined,
): [first: Member, again: Member][] {
  const seen = new Map<string, Member>();
  const found: [Member, Member][] = [];
  for (const member of members) {
    const key = keyOf(member);
    if (key === undefined) continue;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, member);
    // The same id twice is told as such already.
    else if (first.id !== member.id) found.push([first, member]);
  }
  return found;
}
