import type { IdMap, LxcGuest } from '@phoenix/shared-config';
import type { ConfEdit, ConfLine, Operation } from '@phoenix/shared-runtime';
import { PATHS } from '../paths.ts';

type Line = Required<ConfLine>;

/** The keys that become raw lines. */
type RawKeys = Pick<
  LxcGuest,
  'apparmor_profile' | 'apparmor_manages_nesting' | 'lxc_options' | 'id_maps'
>;

/** Keys that may stand once only: a declared value replaces whatever is there. */
const SINGLE = new Set([
  'lxc.apparmor.profile',
  'lxc.apparmor.allow_nesting',
  'lxc.mount.auto',
  'lxc.init.cmd',
  'lxc.signal.halt',
]);
/** Keys whose declared lines are the whole list. */
const WHOLE = new Set(['lxc.cap.keep', 'lxc.cap.drop', 'lxc.idmap']);
const ID_SPACE = 65536;
const ID_BASE = 100000;

/** The raw lines that the configuration asks for. */
export function wantedLines(guest: RawKeys): Line[] {
  const lines: Line[] = [];
  const profile = guest.apparmor_profile;
  if (profile !== undefined) {
    lines.push({ key: 'lxc.apparmor.profile', value: profile });
    if (guest.apparmor_manages_nesting && !isBuiltInProfile(profile)) {
      lines.push({ key: 'lxc.apparmor.allow_nesting', value: '1' });
      lines.push({ key: 'lxc.include', value: '/usr/share/lxc/config/nesting.conf' });
    }
  }
  for (const { key, value } of guest.lxc_options) {
    const values =
      key === 'lxc.cap.keep' || key === 'lxc.cap.drop' ? value.split(/[\s,]+/) : [value];
    for (const one of values) {
      const decided = SINGLE.has(key) && lines.some((line) => line.key === key);
      const repeated = lines.some((line) => line.key === key && line.value === one);
      if (one !== '' && !decided && !repeated) lines.push({ key, value: one });
    }
  }
  return [...lines, ...idMapLines(guest.id_maps)];
}

/** True for profile names that need no file of their own in /etc/apparmor.d. */
export function isBuiltInProfile(profile: string): boolean {
  return profile === 'unconfined' || profile === 'generated' || profile === 'unchanged';
}

/** The edit that brings the declared lines into a main section; undefined when they are there. */
export function rawEdit(guest: RawKeys, current: readonly Line[]): ConfEdit | undefined {
  const wanted = wantedLines(guest);
  const has = (list: readonly Line[], { key, value }: Line) =>
    list.some((line) => line.key === key && line.value === value);
  const add = wanted.filter((line) => !has(current, line));
  const decided = new Set(
    wanted.map(({ key }) => key).filter((key) => SINGLE.has(key) || WHOLE.has(key)),
  );
  const remove = current.filter((line) => decided.has(line.key) && !has(wanted, line));
  return add.length === 0 && remove.length === 0 ? undefined : { remove, add };
}

/** What the main section holds after an edit, in no particular order. */
export function afterEdit(current: readonly Line[], edit: ConfEdit | undefined): Line[] {
  if (!edit) return [...current];
  const gone = ({ key, value }: Line) =>
    edit.remove.some((line) => line.key === key && line.value === value);
  return [
    ...current.filter((line) => !gone(line)),
    ...edit.add.map(({ key, value }) => ({ key, value: value ?? '' })),
  ];
}

/** The edit as one operation, under Proxmox's own lock of the conf file. */
export function editOperation(id: number, edit: ConfEdit): Operation {
  return {
    id: 'raw lines',
    doing: `write the raw lines of ${id}`,
    cause: describeEdit(edit),
    write: PATHS.conf(id),
    edit,
    lock: PATHS.confLock(id),
  };
}

/** Each removed or added line once, for the cause of the operation. */
function describeEdit(edit: ConfEdit): string {
  const added = edit.add.map(({ key, value }) => `${key}: ${value}`);
  const replaced = edit.remove.filter(({ key }) => !edit.add.some((line) => line.key === key));
  return [...added, ...replaced.map(({ key, value }) => `without ${key}: ${value}`)].join('; ');
}

/**
 * `lxc.idmap` lines for the whole id space of an unprivileged container: each declared range
 * goes to its host ids, everything between stays on Proxmox's default base of 100000.
 */
export function idMapLines(maps: readonly IdMap[]): Line[] {
  if (maps.length === 0) return [];
  return (['u', 'g'] as const).flatMap((type) => {
    const ranges = maps
      .filter((map) => map.type === type || map.type === 'both')
      .sort((a, b) => a.container_id - b.container_id);
    const lines: Line[] = [];
    let next = 0;
    const push = (inside: number, outside: number, size: number) => {
      if (size > 0) lines.push({ key: 'lxc.idmap', value: `${type} ${inside} ${outside} ${size}` });
    };
    for (const { container_id, host_id, size } of ranges) {
      push(next, ID_BASE + next, container_id - next);
      push(container_id, host_id, size);
      next = container_id + size;
    }
    push(next, ID_BASE + next, ID_SPACE - next);
    return lines;
  });
}
