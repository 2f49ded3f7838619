import { type Drift, isDrift, type Standing } from './drift.ts';

const STANDINGS: readonly Standing[] = [
  'as declared',
  'differs',
  'missing',
  'impossible',
  'unknown',
];

/**
 * Drift as metrics of Prometheus, in the text form that the textfile collector of node_exporter reads.
 * `now` in milliseconds.
 */
export function driftMetrics(all: readonly Drift[], now: number): string {
  const guests = all.filter(({ kind }) => kind !== 'host');
  const steps = all.filter(({ kind }) => kind === 'host');
  return [
    ...metric('phoenix_guest_drift', 'Whether a declared guest differs from its declaration.'),
    ...guests.map((one) =>
      sample('phoenix_guest_drift', { id: `${one.subject}`, name: one.name, kind: one.kind }, one),
    ),
    ...metric(
      'phoenix_host_drift',
      'Whether a step of the setup of the host differs from its declaration.',
    ),
    ...steps.map((one) => sample('phoenix_host_drift', { step: String(one.subject) }, one)),
    ...metric('phoenix_drift', 'How many guests and steps stand so to their declaration.'),
    ...STANDINGS.map(
      (standing) =>
        `phoenix_drift{state="${standing}"} ${all.filter((one) => one.standing === standing).length}`,
    ),
    ...metric('phoenix_drift_looked_timestamp_seconds', 'When all that was looked at.'),
    `phoenix_drift_looked_timestamp_seconds ${Math.floor(now / 1000)}`,
    '',
  ].join('\n');
}

function metric(name: string, help: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`];
}

/** What nobody could tell is not a number. */
function sample(name: string, labels: Readonly<Record<string, string>>, drift: Drift): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escaped(value)}"`);
  const value = drift.standing === 'unknown' ? 'NaN' : Number(isDrift(drift));
  return `${name}{${pairs.join(',')}} ${value}`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
