/** Where Proxmox keeps which templates can be downloaded; `pveam update` writes them anew. */
export const TEMPLATE_INDEXES = [
  '/var/lib/pve-manager/apl-info/download.proxmox.com',
  '/var/lib/pve-manager/apl-info/releases.turnkeylinux.org',
] as const;

/** How many templates are named in the place of one that is not offered. */
const NAMED = 3;

/** File names of the templates that these indexes list; one that is not there lists nothing. */
export function offeredTemplates(indexes: readonly (string | undefined)[]): Set<string> {
  const locations = indexes.flatMap((text) => text?.match(/^Location:\s*\S+/gm) ?? []);
  return new Set(locations.map((location) => location.replace(/^Location:\s*(.*\/)?/, '')));
}

/**
 * What to do about a template that is not offered: the ones named that are most like it, which are
 * of the same system, newest first.
 */
export function templateHint(name: string, offered: ReadonlySet<string>): string {
  const system = wordOf(name);
  const likeness = (one: string) => sharedStart(one, name);
  const near = [...offered]
    .filter((one) => wordOf(one) === system)
    .sort((a, b) => likeness(b) - likeness(a) || b.localeCompare(a, 'en', { numeric: true }))
    .slice(0, NAMED);
  if (near.length === 0)
    return 'pveam available lists what is offered: declare one of those as "template"';
  return `declare one that is offered as "template": ${near.join(', ')}`;
}

function wordOf(name: string): string {
  return name.replace(/[^a-z].*/, '');
}

function sharedStart(a: string, b: string): number {
  const first = [...a].findIndex((letter, at) => letter !== b[at]);
  return first < 0 ? a.length : first;
}
