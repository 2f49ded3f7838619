import type { PlanProblem } from '@phoenix/shared-runtime';
import { bridgeProblems, storageProblems } from '@phoenix/shared-runtime/guests';
import type { Part, PlanInput } from './types.ts';
import { networkVolumes } from './volumes.ts';

/** Things of the host that a VM stands on: checked before anything is made. */
export function prerequisites(input: PlanInput, isNew: boolean): Part {
  const { storage_pool, network_bridge } = input.guest;
  const storage = isNew
    ? storageProblems(input, storage_pool, { content: 'images', what: 'disks of VMs', isNew })
    : [];
  const bridge = bridgeProblems(input, network_bridge, { key: 'network_bridge', isNew });
  return { operations: [], problems: [...storage, ...bridge, ...agentProblems(input)] };
}

/** Nothing can be done in a VM without its agent. */
function agentProblems({ guest }: PlanInput): PlanProblem[] {
  if (guest.agent) return [];
  const needing = [
    ...(guest.features.length > 0 ? ['features'] : []),
    ...(networkVolumes(guest.volumes).length > 0 ? ['volumes'] : []),
    ...(guest.health_check === undefined ? [] : ['health_check']),
  ];
  if (needing.length === 0) return [];
  return [
    {
      message: `cannot provision ${guest.id}: its ${needing.join(' and ')} need the guest agent, and agent is declared false`,
      hint: `take "agent": false out of ${guest.id}, or what needs it`,
    },
  ];
}
