import type { PlanProblem } from '@phoenix/shared-runtime';
import { HOST } from '@phoenix/shared-runtime/guests';
import type { Part, PlanInput } from './types.ts';
import { networkVolumes } from './volumes.ts';

/** Things of the host that a VM stands on: checked before anything is made. */
export function prerequisites(input: PlanInput, isNew: boolean): Part {
  const ground = isNew ? [...storageProblems(input), ...bridgeProblems(input)] : [];
  return { operations: [], problems: [...ground, ...agentProblems(input)] };
}

function storageProblems({ guest, world }: PlanInput): PlanProblem[] {
  const { storages } = world.facts;
  const pool = guest.storage_pool;
  const storage = storages.get(pool);
  if (!storage)
    return [
      {
        message: `cannot create ${guest.id}: this host has no storage ${pool}`,
        hint: `known storages: ${[...storages.keys()].join(', ') || 'none'}; add it with pvesm add, or correct the declaration`,
      },
    ];
  if (storage.disabled)
    return [
      {
        message: `cannot create ${guest.id}: storage ${pool} is disabled`,
        hint: `type pvesm set ${pool} --disable 0`,
      },
    ];
  if (storage.content.has('images')) return [];
  return [
    {
      message: `cannot create ${guest.id}: storage ${pool} takes no disks of VMs (content ${[...storage.content].join(',')})`,
      hint: `type pvesm set ${pool} --content ${[...storage.content, 'images'].join(',')}`,
    },
  ];
}

function bridgeProblems({ guest, world }: PlanInput): PlanProblem[] {
  const bridge = guest.network_bridge;
  if (world.facts.paths.get(HOST.bridge(bridge)) !== undefined) return [];
  return [
    {
      message: `cannot create ${guest.id}: this host has no bridge ${bridge}`,
      hint: 'correct network_bridge, or make the bridge in /etc/network/interfaces and type ifreload -a',
    },
  ];
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
