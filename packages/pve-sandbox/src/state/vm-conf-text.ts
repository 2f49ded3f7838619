import { encodeText } from './conf-text.ts';
import { byBytes } from './guest-conf-text.ts';
import type { VmConf, VmPending, VmSection } from './vm-conf.ts';
import { drives, hasCloudInit } from './vm-drives.ts';

/**
 * The canonical text of a conf file: description as comments, keys sorted; then `[PENDING]`,
 * `[special:cloudinit]` of a machine with such a drive, and the snapshots sorted by name.
 */
export function vmConfText(conf: VmConf): string {
  let text = sectionText(withoutUsed(conf));
  const { pending } = conf;
  if (hasPending(conf)) text += `\n[PENDING]\n${sectionText(pending, pending)}`;
  if (conf.cloudInit.size > 0 && hasCloudInit(conf)) {
    text += `\n[special:cloudinit]\n${sectionText({ values: conf.cloudInit })}`;
  }
  for (const name of [...conf.snapshots.keys()].sort(byBytes)) {
    const snapshot = conf.snapshots.get(name);
    if (snapshot !== undefined) text += `\n[${name}]\n${sectionText(snapshot)}`;
  }
  return text;
}

/** Whether anything waits. */
export const hasPending = ({ pending }: VmConf): boolean =>
  pending.values.size > 0 || pending.deletes.size > 0 || pending.description !== undefined;

/** `delete` of the pending section: `!` before what is to be freed. */
const deletesText = (deletes: VmPending['deletes']): string =>
  [...deletes]
    .sort(([a], [b]) => byBytes(a, b))
    .map(([key, force]) => (force ? `!${key}` : key))
    .join(',');

function sectionText(section: VmSection, pending?: VmPending): string {
  const values = new Map(section.values);
  if (section.snapstate !== undefined) values.set('snapstate', section.snapstate);
  if (pending !== undefined && pending.deletes.size > 0) {
    values.set('delete', deletesText(pending.deletes));
  }
  const { description } = section;
  const lines =
    description === undefined || (description === '' && pending === undefined)
      ? []
      : description
          .replace(/\n+$/, '')
          .split('\n')
          .map((line) => `#${encodeText(line)}`);
  for (const [key, value] of [...values].sort(([a], [b]) => byBytes(a, b))) {
    lines.push(`${key}: ${value}`);
  }
  return lines.map((line) => `${line}\n`).join('');
}

/** `unusedN` of a volume that a drive names, now or pending, is dropped at every write. */
function withoutUsed(conf: VmConf): VmSection {
  const used = new Set(
    [...drives(conf.values), ...drives(conf.pending.values)].map(({ file }) => file),
  );
  const values = [...conf.values].filter(
    ([key, value]) => !/^unused\d+$/.test(key) || !used.has(value),
  );
  return { ...conf, values: new Map(values) };
}
