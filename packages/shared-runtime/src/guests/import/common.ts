import { parseProperties } from '../../pve/properties.ts';
import type { Kind } from '../kind.ts';
import { lineOf, type Settings } from './settings.ts';
import type { Found, Words } from './words.ts';

/** The name that a guest has in Proxmox; `CT105` and `VM105` are those that have none. */
export function nameOf({ nameKey, unnamed }: Kind, { id, conf }: Pick<Found, 'id' | 'conf'>) {
  return conf.main.keys.get(nameKey) ?? `${unnamed}${id}`;
}

/** Name, description and tags. */
export function identityWords(kind: Kind, found: Found, settings: Settings): Words {
  settings.take(kind.nameKey);
  const description = settings.take('description');
  const tags = settings
    .take('tags')
    ?.split(/[;, ]+/)
    .filter(Boolean);
  const keys = {
    name: nameOf(kind, found),
    ...(description === undefined ? {} : { description }),
    ...(tags === undefined ? {} : { tags }),
  };
  return { keys, notes: [] };
}

/**
 * Whether and when a guest starts with the host. `delayOf` answers the pause that a key holds, of
 * the parts of `startup`.
 */
export function startWords(
  settings: Settings,
  delayOf: (parts: { up?: string; down?: string }) => string | undefined,
): Words {
  const start_at_boot = /^(?:1|on|yes|true)$/i.test(settings.take('onboot') ?? '0');
  const startup = settings.take('startup');
  if (startup === undefined) return { keys: { start_at_boot }, notes: [] };
  const { '': lead, order = lead, up, down, ...others } = parseProperties(startup);
  if (order === undefined || lead !== undefined)
    return { keys: { start_at_boot }, notes: [stays('startup', startup)] };
  const parts = { ...(up !== undefined && { up }), ...(down !== undefined && { down }) };
  const delay = delayOf(parts);
  const told = [up, down].every((one) => one === undefined || one === delay);
  return {
    keys: {
      start_at_boot,
      boot_order: Number(order),
      ...(delay === undefined ? {} : { boot_delay: Number(delay) }),
    },
    notes: told && Object.keys(others).length === 0 ? [] : [stays('startup', startup)],
  };
}

/** A setting that no key holds, or not all of it. */
export function stays(key: string, value: string): string {
  return `stays as it is, since no key holds all of it: ${lineOf(key, value)}`;
}

/** Lines that Proxmox itself does not understand, and snapshots but the one that is declared. */
export function historyNotes({ conf }: Found, declared: string | undefined): string[] {
  const snapshots = [...conf.snapshots.keys(), ...conf.unfinished].filter(
    (name) => name !== declared,
  );
  return [
    ...(snapshots.length === 0 ? [] : [`snapshots stay as they are: ${snapshots.join(', ')}`]),
    ...(conf.dropped.length === 0
      ? []
      : [`Proxmox does not understand these lines: ${conf.dropped.join('; ')}`]),
  ];
}
