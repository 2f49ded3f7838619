import type { Operation } from '@phoenix/shared-runtime';
import { CLOUD_INIT_READY } from './scripts.ts';
import { type PlanInput, VM_DEADLINES } from './types.ts';

/** Waits for the agent of a started VM, for cloud-init, for its init system and network. */
export function ready(input: PlanInput): Operation[] {
  const { guest, door } = input;
  if (!guest.agent) return [];
  const seconds = guest.timeouts.ready ?? VM_DEADLINES.ready;
  const [program, ...words] = door.self;
  return [
    {
      id: 'ready',
      doing: `wait for ${guest.id}`,
      cause: 'started: wait for its guest agent, cloud-init and network',
      run: [
        program,
        ...words,
        'exec',
        `${guest.id}`,
        '--agent-wait',
        `${seconds}`,
        '--',
        'sh',
        '-s',
        '--',
        `${seconds}`,
      ],
      input: CLOUD_INIT_READY,
      effect: 'check',
      // Each of the three is waited for that long; what is said at their own deadline comes first.
      deadline: 3 * seconds + 30,
      waitsFor: `guest agent and cloud-init of ${guest.id}`,
    },
  ];
}
