import type { Spot } from '../findings.ts';
import { isUnreadable } from '../read-file.ts';
import { didYouMean } from '../suggest.ts';
import type { Member, World } from './world.ts';

/** Guests that are named but not declared, or that cannot be what they are named for. */
export function checkReferences(world: World): void {
  for (const member of world.members) {
    if (member.source !== undefined) checkSource(member, member.source, world);
    for (const id of member.dependencies) checkDependency(member, id, world);
  }
}

function checkSource(member: Member, id: number, world: World): void {
  const spot = member.spot(member.sourceKey);
  const source = world.byId.get(id);
  if (id === member.id) {
    tellSelf(member, member.sourceKey, spot, world);
  } else if (source === undefined) {
    tellUnknown(member, member.sourceKey, id, spot, world);
  } else if (source.kind !== member.kind) {
    const [one, other] = member.kind === 'lxc' ? ['container', 'VM'] : ['VM', 'container'];
    world.findings.error(
      'wrong-kind',
      spot,
      `guest ${member.id}: ${member.sourceKey} names ${id}, which is a ${other}, but a ${one} can only be cloned from a ${one}`,
      { hint: `name a ${one}`, guests: [member.id] },
    );
  }
}

function checkDependency(member: Member, id: number, world: World): void {
  const spot = member.itemSpot('dependencies', id);
  const needed = world.byId.get(id);
  if (id === member.id) {
    tellSelf(member, 'dependencies', spot, world);
  } else if (needed === undefined) {
    // It may be of either kind, so what an unreadable file declares cannot be missed.
    const { lxc, vm } = world.files;
    if (isUnreadable(lxc) || isUnreadable(vm)) return;
    tellUnknown(member, 'dependencies', id, spot, world);
  } else if (needed.draft.is_template === true) {
    world.findings.warning(
      'depends-on-template',
      spot,
      `guest ${member.id}: dependencies names ${id}, a template, which is never started`,
      { hint: 'cloning from it needs no dependency; remove it', guests: [member.id] },
    );
  }
}

function tellSelf(member: Member, key: string, spot: Spot, world: World): void {
  world.findings.error(
    'self-reference',
    spot,
    `guest ${member.id}: ${key} names the guest itself`,
    {
      hint: 'remove it',
      guests: [member.id],
    },
  );
}

function tellUnknown(member: Member, key: string, id: number, spot: Spot, world: World): void {
  const meant = didYouMean(String(id), [...world.byId.keys()].map(String));
  const { lxc, vm } = world.files;
  const absent = key === 'dependencies' ? [lxc, vm].find(({ missing }) => missing) : undefined;
  const file = absent && `${absent.path} does not exist`;
  const maybe = meant === undefined || Number(meant) === member.id ? '' : `did you mean ${meant}? `;
  world.findings.error(
    'unknown-guest',
    spot,
    `guest ${member.id}: ${key} names ${id}, which is not declared${file === undefined ? '' : `: ${file}`}`,
    {
      hint: `${maybe}${file === undefined ? '' : 'put that file there, or '}declare guest ${id}, or remove it here`,
      guests: [member.id],
    },
  );
}
