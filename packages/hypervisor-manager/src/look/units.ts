import type { Look } from '../setup/step.ts';

const DIRECTORY = '/etc/systemd/system';

/** How a service stands: whether it starts with the host, and whether it runs now. */
export interface ServiceState {
  readonly enabled: boolean;
  readonly active: boolean;
}

/**
 * The units of systemd that start with the host, by the links that `systemctl enable` makes:
 * `chrony.service`.
 */
export function enabledUnits(host: Pick<Look, 'list'>): ReadonlySet<string> {
  const wants = host.list(DIRECTORY).filter((name) => /\.(?:wants|requires)$/.test(name));
  return new Set(wants.flatMap((name) => host.list(`${DIRECTORY}/${name}`)));
}

/** How a service stands, by its name without `.service`. */
export async function serviceState(
  host: Pick<Look, 'list' | 'query'>,
  name: string,
): Promise<ServiceState> {
  const { stdout } = await host.query(['systemctl', 'is-active', name]);
  return { enabled: enabledUnits(host).has(`${name}.service`), active: stdout.trim() === 'active' };
}
