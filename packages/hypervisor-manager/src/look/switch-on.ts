import type { Operation } from '@phoenix/shared-runtime';
import type { ServiceState } from './units.ts';

/** Has a service start with the host and run now; nothing when it does both. */
export function switchOn(name: string, { enabled, active }: ServiceState): Operation[] {
  if (enabled && active) return [];
  const causes = [
    ...(enabled ? [] : [`${name} does not start with the host`]),
    ...(active ? [] : [`${name} does not run`]),
  ];
  return [
    {
      id: 'service',
      doing: `switch on ${name}`,
      cause: causes.join('; '),
      run: ['systemctl', 'enable', '--now', name],
      effect: 'change',
      deadline: 90,
      hint: `see what it says: systemctl status ${name}`,
    },
  ];
}
