import { encodeText } from './conf-text.ts';
import type { GuestConf, Section } from './guest-conf.ts';

/**
 * The canonical text of a conf file: description as comments, keys sorted, `lxc.*` lines last and
 * in their order; then `[pve:pending]` where there is something pending, then the snapshots sorted
 * by name.
 */
export function guestConfText(conf: GuestConf): string {
  let text = sectionText(withoutUsed(conf), false);
  if (conf.pending.values.size > 0 || (conf.pending.delete?.length ?? 0) > 0) {
    text += `\n[pve:pending]\n${sectionText(conf.pending, true)}`;
  }
  for (const name of [...conf.snapshots.keys()].sort(byBytes)) {
    const snapshot = conf.snapshots.get(name);
    if (snapshot !== undefined) text += `\n[${name}]\n${sectionText(snapshot, true)}`;
  }
  return text;
}

/** Order of keys and names in conf files. */
export const byBytes = (a: string, b: string): number =>
  Buffer.compare(Buffer.from(a), Buffer.from(b));

/** A section's lines as key and value, sorted, without description and `lxc.*`. */
export function sectionLines(section: Section, whole: boolean): [string, string][] {
  const values = new Map(section.values);
  if (whole && section.snapstate !== undefined) values.set('snapstate', section.snapstate);
  if (whole && section.delete !== undefined && section.delete.length > 0) {
    values.set('delete', section.delete.join(','));
  }
  return [...values].sort(([a], [b]) => byBytes(a, b));
}

function sectionText(section: Section, whole: boolean): string {
  const comment = (section.description ?? '').replace(/\n+$/, '');
  const lines = comment === '' ? [] : comment.split('\n').map((line) => `#${encodeText(line)}`);
  for (const [key, value] of sectionLines(section, whole)) lines.push(`${key}: ${value}`);
  for (const [key, value] of section.lxc) lines.push(`${key}: ${value}`);
  return lines.map((line) => `${line}\n`).join('');
}

/** `unusedN` of a volume that rootfs or a mount point names is dropped at every write. */
function withoutUsed(conf: GuestConf): Section {
  const used = new Set<string>();
  for (const [key, value] of conf.values) {
    if (/^(?:rootfs|mp\d+)$/.test(key)) used.add(volumeOf(value));
  }
  const values = [...conf.values].filter(([key, value]) => {
    return !/^unused\d+$/.test(key) || !used.has(volumeOf(value));
  });
  return { ...conf, values: new Map(values) };
}

const volumeOf = (value: string): string => (value.split(',')[0] ?? '').replace(/^volume=/, '');
