import { enabledUnits } from '../../look/units.ts';
import type { Look } from '../../setup/step.ts';

/** What the step looks at. */
export interface TimeFacts {
  /** As systemd has it; undefined where it does not say. */
  readonly timezone: string | undefined;
  /** Whether the zone that is declared exists here. */
  readonly isKnown: boolean;
  /** Whether a time service starts with the host. */
  readonly hasService: boolean;
}

/** The services that Debian has for keeping the clock right. */
const SERVICES = ['chrony', 'ntpsec', 'ntp', 'openntpd', 'systemd-timesyncd'];

export async function observe(
  host: Look,
  { config: { timezone } }: { config: { timezone?: string } },
): Promise<TimeFacts> {
  const zone = await host.query(['timedatectl', 'show', '-p', 'Timezone', '--value']);
  const units = enabledUnits(host);
  return {
    timezone: zone.exit === 0 ? zone.stdout.trim() || undefined : undefined,
    isKnown: host.exists(`/usr/share/zoneinfo/${timezone}`),
    hasService: SERVICES.some((name) => units.has(`${name}.service`)),
  };
}
