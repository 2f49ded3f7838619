import { print } from './json-text.ts';
import { parsed } from './mutate-value.ts';
import type { Random } from './random.ts';
import type { Site } from './site.ts';
import { membersOf, type Path, valueAt, withValue } from './value-at.ts';

/** An id that no site declares. */
const NOBODY = 987_654;

interface Guest {
  readonly id: unknown;
  readonly path: Path;
  readonly data: object;
}

function guestsIn(kind: 'lxc' | 'vm', { texts }: Site): Guest[] {
  const data = parsed(texts[kind]);
  const above = kind === 'lxc' ? 'lxc_configs' : 'vms';
  const holder = valueAt(data, [above]);
  if (typeof holder !== 'object' || holder === null) return [];
  return membersOf(holder).flatMap(([name, value]) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
    const isVm = kind === 'vm';
    const id = isVm ? valueAt(value, ['vmid']) : name;
    return [{ id, path: [above, isVm ? Number(name) : name], data: value }];
  });
}

/** What guests say of each other is another: who is depended upon, cloned from, called alike. */
export function mutateAcross(site: Site, random: Random): Site | undefined {
  const kind = random.chance(0.6) ? 'lxc' : 'vm';
  const guests = guestsIn(kind, site);
  if (guests.length === 0) return undefined;
  const guest = random.pick(guests);
  const other = random.pick([...guestsIn('lxc', site), ...guestsIn('vm', site)]);
  const isDangling = random.chance(0.4);
  const id = isDangling ? NOBODY : other.id;
  const [key, value, inner] = linkTo(kind, guest.data, id, other.data, random);
  const at: Path = [...guest.path, key, ...inner];
  const linked = withMember(guest.data, key, value);
  const data = withValue(parsed(site.texts[kind]), guest.path, linked);
  const { text, value: span } = print(data, at);
  const isFault =
    site.isSound && isDangling && (key === 'dependencies' || key.startsWith('clone_from'));
  return {
    name: site.name,
    texts: { ...site.texts, [kind]: text },
    isSound: false,
    ...(isFault &&
      span && { fault: { kind, what: 'reference', spans: [{ from: span.from, to: span.from }] } }),
  };
}

/** The key of a guest that changes, what it becomes, and the path to the new part of that. */
function linkTo(
  kind: 'lxc' | 'vm',
  guest: object,
  id: unknown,
  other: object,
  random: Random,
): readonly [key: string, value: unknown, inner: Path] {
  const written = random.chance(0.5) ? Number(id) : String(id);
  const shared = ['name', 'mac_address', 'network_config', 'template_snapshot_name', 'is_template'];
  const kinds = ['dependency', 'dependency', 'clone', 'clone', 'alike'] as const;
  switch (random.pick(kinds)) {
    case 'dependency': {
      const old = valueAt(guest, ['dependencies']);
      const list = Array.isArray(old) ? old : [];
      return ['dependencies', [...list, written], [list.length]];
    }
    case 'clone':
      return [kind === 'lxc' ? 'clone_from_ctid' : 'clone_from_vmid', written, []];
    case 'alike': {
      const key = random.pick(shared);
      return [key, valueAt(other, [key]) ?? 'alike', []];
    }
  }
}

function withMember(guest: object, key: string, value: unknown): object {
  return Object.fromEntries([...membersOf(guest).filter(([name]) => name !== key), [key, value]]);
}
