import { encodeText } from '../../state/conf-text.ts';
import type { GuestConf, Section } from '../../state/guest-conf.ts';
import { byBytes, sectionLines } from '../../state/guest-conf-text.ts';
import { loadGuest } from '../../state/guests.ts';
import { Refusal } from '../../state/refusal.ts';
import { out } from '../../state/talk.ts';
import { parameterRefusal } from '../cli/arguments.ts';
import type { Handler } from '../cli/dispatch.ts';
import { storedSchema } from '../schema/check-stored.ts';
import { checkValue } from '../schema/check-value.ts';

/** `pct config` */
export const config: Handler = ({ params }, { usage }) => {
  const conf = loadGuest(Number(params.get('vmid')));
  const snapshot = params.get('snapshot');
  const section = snapshot === undefined ? undefined : conf.snapshots.get(snapshot);
  if (snapshot !== undefined && section === undefined) {
    throw new Refusal(`snapshot '${snapshot}' does not exist`);
  }
  const shown = section ?? (params.get('current') === '1' ? conf : withPending(conf));
  const lines = configLines(shown);
  refuseBadValues(lines, usage);
  for (const [key, value] of [...lines, ...shown.lxc]) out(`${key}: ${value}\n`);
};

/** A section's lines with the description among the keys, as programs print it. */
export function configLines(section: Section): [string, string][] {
  const lines = sectionLines(section, false);
  const { description } = section;
  if (description !== undefined && description !== '') {
    lines.push(['description', encodeText(description)]);
  }
  return lines.sort(([a], [b]) => byBytes(a, b));
}

function withPending(conf: GuestConf): Section {
  const values = new Map([...conf.values, ...conf.pending.values]);
  for (const key of conf.pending.delete ?? []) values.delete(key);
  return { ...conf, values };
}

/** The answer is checked like a question: a stored value of a wrong format makes it fail. */
function refuseBadValues(lines: readonly [string, string][], usage: string): void {
  const errors: [string, string][] = [];
  for (const [key, value] of lines) {
    const schema = storedSchema(key);
    const wrong = schema === undefined ? undefined : checkValue(schema, value, key);
    if (wrong !== undefined && key !== 'description') errors.push([key, wrong]);
  }
  if (errors.length > 0) throw parameterRefusal(errors, usage, 255, 'Result verification failed');
}
