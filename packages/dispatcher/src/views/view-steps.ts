import type { Subject } from '@phoenix/shared-runtime';
import type { View, ViewEvent } from './view.ts';

/**
 * Shows the steps of the host's setup as other views show guests: hypervisor-manager tells the plans
 * of all of them, then works on one after the other.
 */
export function stepsView(view: View): View {
  let of = 0;
  const begun = new Set<Subject>();
  const begin = (guest: Subject, time: number) => {
    if (begun.has(guest)) return;
    begun.add(guest);
    view.show({ type: 'begin', guest, verb: 'setup', number: begun.size, of }, time);
  };
  return {
    ...view,
    show(event: ViewEvent, time) {
      if (event.type === 'plan' && event.plan.action === 'change') of += 1;
      if (event.type === 'operation-start') begin(event.guest, time);
      // What is as declared stands in the result, and would be most of what is seen.
      if (event.type === 'guest-result' && event.outcome === 'unchanged') return;
      view.show(event, time);
    },
  };
}
