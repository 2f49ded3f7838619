import { checkVmValue } from '../tools/schema/check-stored.ts';
import { decodeText } from './conf-text.ts';

/** One part of a virtual machine's conf file: the main section, `[PENDING]` or a snapshot. */
export interface VmSection {
  values: Map<string, string>;
  /** Comment lines, decoded, without a newline at the end. */
  description?: string;
  snapstate?: string;
}

/** What is to take effect later, at the latest when the machine stops. */
export interface VmPending extends VmSection {
  /** Keys that go; true where a disk is to be freed and not only detached (`!key` in the file). */
  deletes: Map<string, boolean>;
}

/** A virtual machine's conf file. */
export interface VmConf extends VmSection {
  pending: VmPending;
  /** `[special:cloudinit]`: what the drive holds where the conf says otherwise by now. */
  cloudInit: Map<string, string>;
  snapshots: Map<string, VmSection>;
}

/** A conf file without a line. */
export const emptyVmConf = (): VmConf => ({
  values: new Map(),
  pending: { values: new Map(), deletes: new Map() },
  cloudInit: new Map(),
  snapshots: new Map(),
});

/** A copy of a section that shares nothing. */
export const copyVmSection = (section: VmSection): VmSection => ({
  ...section,
  values: new Map(section.values),
});

const pendingHeader = /^\[PENDING\]\s*$/i;
const cloudInitHeader = /^\[special:cloudinit\]\s*$/i;
const snapshotHeader = /^\[([a-z][a-z0-9_-]+)\]\s*$/i;
const anyHeader = /^\[([^\]]*)\]\s*$/;
// A value that is nothing but a blank is one: `boot: ` is read as such and grows by it once.
const keyLine = /^([a-z][a-z_\d-]*):\s*(.+?)\s*$/;

/**
 * Reads a conf file as qemu-server does: a line that it does not understand, and a value that is
 * wrong, is told to `warn` and lost at the next write.
 */
export function parseVmConf(id: number, text: string, warn: (line: string) => void): VmConf {
  const conf = emptyVmConf();
  let section: VmSection | 'unknown' = conf;
  let comment: string | undefined;
  const leave = () => {
    if (comment !== undefined && section !== 'unknown') {
      section.description = comment.replace(/\s+$/, '');
    }
    comment = undefined;
  };
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const opened = openSection(id, line, conf, warn);
    if (opened !== undefined) {
      leave();
      section = opened;
    } else if (section === 'unknown') {
      // Nothing in such a section is read.
    } else if (line.startsWith('#')) {
      comment = `${comment ?? ''}${decodeText(line.slice(1))}\n`;
    } else {
      const more = parseLine(id, line, section, conf, warn);
      if (more !== undefined) comment = `${comment ?? ''}${more}`;
    }
  }
  leave();
  return conf;
}

/** The section that a line begins; undefined when it begins none. */
function openSection(
  id: number,
  line: string,
  conf: VmConf,
  warn: (line: string) => void,
): VmSection | 'unknown' | undefined {
  if (pendingHeader.test(line)) return conf.pending;
  if (cloudInitHeader.test(line)) return { values: conf.cloudInit };
  const snapshot = snapshotHeader.exec(line)?.[1];
  if (snapshot !== undefined) {
    const section: VmSection = { values: new Map() };
    conf.snapshots.set(snapshot, section);
    return section;
  }
  const other = anyHeader.exec(line)?.[1];
  if (other === undefined) return undefined;
  warn(`vm ${id} - skipping unknown section: '${other}'`);
  return 'unknown';
}

/** Puts a line into its section; answers what it adds to the description. */
function parseLine(
  id: number,
  line: string,
  section: VmSection,
  conf: VmConf,
  warn: (line: string) => void,
): string | undefined {
  const [, key, value = ''] = keyLine.exec(line) ?? [];
  if (key === 'description') return decodeText(value);
  if (key === 'snapstate') {
    section.snapstate = value;
    return undefined;
  }
  if (key === 'delete') {
    if (section === conf.pending) conf.pending.deletes = parseDeletes(value);
    else warn(`vm ${id} - property 'delete' is only allowed in [PENDING]`);
    return undefined;
  }
  if (key === undefined) {
    warn(`vm ${id} - unable to parse config: ${line}`);
    return undefined;
  }
  if (section.values === conf.cloudInit) {
    section.values.set(key, value);
    return undefined;
  }
  const checked = checkVmValue(key, value);
  if (checked.error === undefined) section.values.set(key, checked.value);
  else warn(`vm ${id} - unable to parse value of '${key}' - ${checked.error}`);
  return undefined;
}

function parseDeletes(text: string): Map<string, boolean> {
  const names = text.split(/[\s,;]+/).filter((name) => name !== '');
  return new Map(names.map((name) => [name.replace(/^!/, ''), name.startsWith('!')]));
}
