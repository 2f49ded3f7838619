import { checkStored } from '../tools/schema/check-stored.ts';
import { decodeText } from './conf-text.ts';
import { judgeLxcKey } from './lxc-keys.ts';

/** One part of a conf file: the main section, `[pve:pending]` or a snapshot. */
export interface Section {
  values: Map<string, string>;
  /** `lxc.*` lines in their order; a key may occur often. */
  lxc: [key: string, value: string][];
  /** Comment lines, decoded; each ends with a newline once it was stored. */
  description?: string;
  snapstate?: string;
  /** Pending only: keys that the next start removes. */
  delete?: string[];
}

/** A container's conf file. */
export interface GuestConf extends Section {
  pending: Section;
  snapshots: Map<string, Section>;
}

/** A section without a line. */
export const emptySection = (): Section => ({ values: new Map(), lxc: [] });

/** A conf file without a line. */
export const emptyConf = (): GuestConf => ({
  ...emptySection(),
  pending: emptySection(),
  snapshots: new Map(),
});

/** A copy that shares nothing. */
export function copySection(section: Section): Section {
  return {
    ...section,
    values: new Map(section.values),
    lxc: section.lxc.map(([key, value]) => [key, value]),
    ...(section.delete && { delete: [...section.delete] }),
  };
}

const pendingHeader = /^\[pve:pending\]\s*$/i;
const snapshotHeader = /^\[([a-z][a-z0-9_-]+)\]\s*$/i;
const lxcLine = /^(lxc\.[a-z0-9_.-]+)(?::|\s*=)\s*(.*?)\s*$/;
const keyLine = /^([a-z][a-z_]*\d*):\s*(.+?)\s*$/;

/**
 * Reads a conf file as Proxmox does: a line that it does not understand is told to `warn` and lost
 * at the next write; a value that it finds wrong is told too and kept.
 */
export function parseGuestConf(id: number, text: string, warn: (line: string) => void): GuestConf {
  const conf = emptyConf();
  let section: Section = conf;
  let comment = '';
  const leave = () => {
    if (comment !== '') section.description = comment;
    comment = '';
  };
  for (const line of text.split('\n')) {
    if (/^\s*$/.test(line)) continue;
    const snapshot = snapshotHeader.exec(line)?.[1];
    if (pendingHeader.test(line)) {
      leave();
      section = conf.pending;
    } else if (snapshot !== undefined) {
      leave();
      section = emptySection();
      conf.snapshots.set(snapshot, section);
    } else if (line.startsWith('#')) {
      comment += `${decodeText(line.slice(1))}\n`;
    } else {
      comment += parseLine(id, line, section, section === conf.pending, warn);
    }
  }
  leave();
  return conf;
}

/** Puts a line into its section; answers what it adds to the description. */
function parseLine(
  id: number,
  line: string,
  section: Section,
  pending: boolean,
  warn: (line: string) => void,
): string {
  const [, lxcKey, lxcValue = ''] = lxcLine.exec(line) ?? [];
  if (lxcKey !== undefined) {
    const { keeps, says } = judgeLxcKey(lxcKey);
    if (keeps) section.lxc.push([lxcKey, lxcValue]);
    if (!keeps || says !== undefined) {
      warn(`vm ${id} - ${says ?? `unable to parse config: ${line}`}`);
    }
    return '';
  }
  const description = /^description:\s*(.*\S)\s*$/.exec(line)?.[1];
  if (description !== undefined) return decodeText(description);
  const snapstate = /snapstate:\s*(prepare|delete)\s*$/.exec(line)?.[1];
  if (snapstate !== undefined) {
    section.snapstate = snapstate;
    return '';
  }
  const deletes = /^delete:\s*(.*\S)\s*$/.exec(line)?.[1];
  if (deletes !== undefined) {
    if (pending) section.delete = deletes.split(/[\s,;]+/);
    else warn(`vm ${id} - property 'delete' is only allowed in [pve:pending]`);
    return '';
  }
  const [, key, value = ''] = keyLine.exec(line) ?? [];
  if (key === undefined) {
    warn(`vm ${id} - unable to parse config: ${line}`);
    return '';
  }
  const checked = checkStored(key, value);
  if (checked.error !== undefined) {
    warn(`vm ${id} - unable to parse value of '${key}' - ${checked.error}`);
  }
  section.values.set(key, checked.value);
  return '';
}
