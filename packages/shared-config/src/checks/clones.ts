import type { LxcGuest } from '../lxc-guest.ts';
import type { Draft } from '../normalise/draft.ts';
import type { Member, World } from './world.ts';

/** What a clone demands of its source and cannot have. */
export function checkClones(world: World): void {
  const asked = new Set<number>();
  for (const member of world.members) {
    const source = member.source === undefined ? undefined : world.byId.get(member.source);
    if (source === undefined || source.kind !== member.kind || source.id === member.id) continue;
    checkDisk(member, source, world);
    if (member.kind === 'vm') continue;
    checkPrivilege(member, source, world);
    if (!takesSnapshot(source) && !asked.has(source.id)) {
      asked.add(source.id);
      tellNoSnapshot(member, source, world);
    }
  }
}

function checkDisk(member: Member, source: Member, { findings }: World): void {
  if (member.disk === undefined || source.disk === undefined || member.disk >= source.disk) return;
  findings.error(
    'smaller-than-source',
    member.spot(member.diskKey),
    `guest ${member.id}: ${member.diskKey} ${member.disk} is less than the ${source.disk} of ${source.id}, which it is cloned from: a disk cannot shrink`,
    { hint: `write ${source.disk} or more`, guests: [member.id] },
  );
}

function checkPrivilege(member: Member, source: Member, { findings }: World): void {
  const own = (member.draft as Draft<LxcGuest>).unprivileged;
  const inherited = (source.draft as Draft<LxcGuest>).unprivileged;
  if (own === undefined || inherited === undefined || own === inherited) return;
  findings.warning(
    'other-privilege',
    member.spot('unprivileged'),
    `guest ${member.id}: unprivileged is ${own}, but ${source.id}, which it is cloned from, has ${inherited}, and a clone is what its source is`,
    { hint: `write ${inherited}, or clone from another guest`, guests: [member.id] },
  );
}

function takesSnapshot(member: Member): boolean {
  return member.has('template_snapshot_name') || member.draft.is_template === true;
}

function tellNoSnapshot(member: Member, source: Member, { findings }: World): void {
  findings.warning(
    'source-without-snapshot',
    member.spot(member.sourceKey),
    `guest ${member.id}: ${source.id}, which it is cloned from, takes no snapshot: the clone copies its state of the moment, for which it must be stopped`,
    { hint: `add "template_snapshot_name" to ${source.id}`, guests: [member.id, source.id] },
  );
}
