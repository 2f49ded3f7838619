import type { Look } from '../setup/step.ts';

const DIRECTORY = '/etc/systemd/system';

/**
 * The units of systemd that start with the host, by the links that `systemctl enable` makes:
 * `chrony.service`.
 */
export function enabledUnits(host: Pick<Look, 'list'>): ReadonlySet<string> {
  const wants = host.list(DIRECTORY).filter((name) => /\.(?:wants|requires)$/.test(name));
  return new Set(wants.flatMap((name) => host.list(`${DIRECTORY}/${name}`)));
}
