import type { Section } from '../../state/guest-conf.ts';
import { warnJob } from '../job/job.ts';
import { storedSchema } from '../schema/check-stored.ts';
import { parseProperties } from '../schema/check-value.ts';

/** Warns of a systemd that does not come up well without the `nesting` feature. */
export function warnAboutNesting({ values }: Section, systemd: number | undefined): void {
  if (systemd === undefined || systemd < 242) return;
  const features = parseProperties(
    values.get('features') ?? '',
    storedSchema('features')?.properties ?? {},
  );
  if (features.values.get('nesting') === '1') return;
  warnJob(`Systemd ${systemd} detected. You may need to enable nesting.`);
}
