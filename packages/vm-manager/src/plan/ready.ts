import type { Operation } from '@phoenix/shared-runtime';
import { CLOUD_INIT_FAILED, CLOUD_INIT_READY } from './scripts.ts';
import { type PlanInput, VM_DEADLINES } from './types.ts';

/** What `vm-manager exec` says of an agent that was never heard. */
const NO_ANSWER = 'its guest agent does not answer';

/** Waits for the agent of a started VM, for cloud-init, for its init system and network. */
export function ready(input: PlanInput): Operation[] {
  const { guest, door } = input;
  if (!guest.agent) return [];
  const seconds = guest.timeouts.ready ?? VM_DEADLINES.ready;
  const [program, ...words] = door.self;
  const anew = `make it anew: phoenix delete ${guest.id}, then phoenix create ${guest.id}`;
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
      meanings: [
        {
          says: CLOUD_INIT_FAILED,
          means: 'cloud-init ended with an error',
          hint: `once its cause is gone, let it try again: vm-manager exec ${guest.id} -- cloud-init clean, then phoenix restart ${guest.id}; or ${anew}`,
        },
        {
          says: NO_ANSWER,
          means: NO_ANSWER,
          hint: `see with qm terminal ${guest.id} whether it has booted and what its cloud-init says, which installs the agent; if it needs longer, declare timeouts.ready; if its first boot went wrong, mend the cause and ${anew}`,
        },
      ],
    },
  ];
}
