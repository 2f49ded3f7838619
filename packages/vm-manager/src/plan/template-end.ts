import type { Operation } from '@phoenix/shared-runtime';
import { FINALISE } from './scripts.ts';
import { type PlanInput, VM_DEADLINES } from './types.ts';

/** What is done in a template before it is stopped for good. */
export function finish(input: PlanInput): Operation[] {
  const { guest, door } = input;
  if (!guest.agent) return [];
  return [
    {
      id: 'finalise',
      doing: `finalise template ${guest.id}`,
      cause: 'each clone gets an identity of its own: cloud-init cleaned, machine-id emptied',
      run: door.exec(guest.id, 'sh', '-s'),
      input: FINALISE,
      effect: 'change',
      deadline: VM_DEADLINES.finalise,
    },
  ];
}
