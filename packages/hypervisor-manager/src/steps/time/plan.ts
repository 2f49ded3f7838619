import type { Operation } from '@phoenix/shared-runtime';
import type { StepDraft } from '../../setup/step.ts';
import type { TimeFacts } from './observe.ts';

/** Plans the time zone; a clock that nobody sets right gets chrony, as Proxmox ships it. */
export function plan(
  { config: { timezone } }: { config: { timezone?: string } },
  facts: TimeFacts,
): StepDraft {
  if (timezone === undefined) return { operations: [] };
  if (!facts.isKnown)
    return {
      operations: [],
      problems: [
        {
          message: `cannot set the time zone ${timezone}: this host does not know it`,
          hint: 'timedatectl list-timezones lists those that it knows',
        },
      ],
    };
  const operations: Operation[] = [];
  if (facts.timezone !== timezone)
    operations.push({
      id: 'timezone',
      doing: `set the time zone ${timezone}`,
      cause: `time zone ${facts.timezone ?? 'unset'} -> ${timezone}`,
      run: ['timedatectl', 'set-timezone', timezone],
      effect: 'change',
      deadline: 60,
    });
  if (!facts.hasService)
    operations.push({
      id: 'service',
      doing: 'switch on the time service',
      cause: 'no time service is switched on -> chrony',
      run: ['systemctl', 'enable', '--now', 'chrony'],
      effect: 'change',
      deadline: 60,
    });
  return { operations };
}
