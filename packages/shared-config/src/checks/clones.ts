import type { LxcGuest } from '../lxc-guest.ts';
import type { Draft } from '../normalise/draft.ts';
import type { VmGuest } from '../vm-guest.ts';
import type { Member, World } from './world.ts';

/** What a clone demands of its source and cannot have. */
export function checkClones(world: World): void {
  const asked = new Set<number>();
  for (const member of world.members) {
    const source = member.source === undefined ? undefined : world.byId.get(member.source);
    if (source === undefined || source.kind !== member.kind || source.id === member.id) continue;
    checkDisk(member, source, world);
    if (member.kind === 'vm') {
      checkLinked(member, source, world);
      continue;
    }
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

/** A linked clone stands on the disk of a template, where that disk lies. */
function checkLinked(member: Member, source: Member, { findings }: World): void {
  const draft = member.draft as Draft<VmGuest>;
  if (draft.linked_clone !== true) return;
  const guests = [member.id, source.id];
  if (source.draft.is_template !== true) {
    findings.error(
      'linked-clone',
      member.spot('linked_clone'),
      `guest ${member.id}: linked_clone needs a template, and ${source.id} is none`,
      { hint: `add "is_template": true to ${source.id}, or remove "linked_clone"`, guests },
    );
  }
  const own = draft.storage_pool;
  const pool = (source.draft as Draft<VmGuest>).storage_pool;
  if (own === undefined || pool === undefined || own === pool) return;
  findings.error(
    'linked-clone',
    member.spot(member.has('storage_pool') ? 'storage_pool' : 'linked_clone'),
    `guest ${member.id}: storage_pool is ${own}, but a linked clone lies where ${source.id} does, in ${pool}`,
    { hint: `write "${pool}", or remove "linked_clone"`, guests },
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
