import { encodeText } from '../../state/conf-text.ts';
import { byBytes } from '../../state/guest-conf-text.ts';
import { Refusal } from '../../state/refusal.ts';
import { out } from '../../state/talk.ts';
import type { VmConf, VmSection } from '../../state/vm-conf.ts';
import { loadVm } from '../../state/vms.ts';
import type { Handler } from '../cli/dispatch.ts';
import { hidden } from './hidden.ts';

/** `qm config`: with what is pending, unless `--current 1`. An empty value is printed as a blank. */
export const config: Handler = ({ params }) => {
  const conf = loadVm(Number(params.get('vmid')));
  const snapshot = params.get('snapshot');
  const section = snapshot === undefined ? undefined : conf.snapshots.get(snapshot);
  if (snapshot !== undefined && section === undefined) {
    throw new Refusal(`snapshot '${snapshot}' does not exist`);
  }
  const shown = section ?? (params.get('current') === '1' ? conf : withPending(conf));
  for (const [key, value] of vmConfigLines(shown)) out(`${key}: ${value}\n`);
};

/** A section's lines with the description among the keys, as programs print it. */
export function vmConfigLines({ values, description, snapstate }: VmSection): [string, string][] {
  const lines: [string, string][] = [...values].map(([key, value]) => [
    key,
    hidden(key, value === '' ? ' ' : value),
  ]);
  if (description !== undefined && description !== '') {
    lines.push(['description', encodeText(description)]);
  }
  if (snapstate !== undefined) lines.push(['snapstate', snapstate]);
  return lines.sort(([a], [b]) => byBytes(a, b));
}

function withPending(conf: VmConf): VmSection {
  const values = new Map([...conf.values, ...conf.pending.values]);
  for (const key of conf.pending.deletes.keys()) values.delete(key);
  const description = conf.pending.description ?? conf.description;
  return { values, ...(description !== undefined && { description }) };
}
