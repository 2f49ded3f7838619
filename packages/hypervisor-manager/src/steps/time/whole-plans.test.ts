import { wholePlans } from '../test-support/steps.ts';
import { plan as time } from './plan.ts';

wholePlans({
  time: () =>
    time(
      { config: { timezone: 'Europe/Berlin' } },
      { timezone: undefined, isKnown: true, hasService: false },
    ),
  'time in an unknown zone': () =>
    time(
      { config: { timezone: 'Mars/Base' } },
      { timezone: 'Etc/UTC', isKnown: false, hasService: false },
    ),
});
