import type { VmVolume } from '@phoenix/shared-config';
import type { Operation } from '@phoenix/shared-runtime';
import { contentHash, inside } from '@phoenix/shared-runtime/guests';
import { VOLUMES } from './scripts.ts';
import { type PlanInput, type ProvisionStep, VM_DEADLINES } from './types.ts';

/** The volumes that Phoenix mounts. */
export function networkVolumes(volumes: readonly VmVolume[]): VmVolume[] {
  return volumes.filter(({ type }) => type === 'nfs');
}

/** Declared network volumes as one step, any number of them; none when there are none. */
export function volumeSteps(input: PlanInput): ProvisionStep[] {
  const { guest } = input;
  const volumes = networkVolumes(guest.volumes);
  if (volumes.length === 0) return [];
  const pairs = volumes.flatMap(({ server, path, mount_point }) => [
    `${server}:${path}`,
    mount_point,
  ]);
  const record = 'volumes';
  const hash = contentHash(VOLUMES, ...pairs);
  const operation: Operation = {
    id: 'volumes',
    doing: `mount the volumes of ${guest.id}`,
    cause: `mount ${volumes.map(({ name, mount_point }) => `${name} at ${mount_point}`).join(', ')}`,
    ...inside(input, VOLUMES, record, hash, ...pairs),
    effect: 'change',
    deadline: VM_DEADLINES.volumes,
    waitsFor: `volumes of ${guest.id}`,
  };
  return [{ record, hash, operations: [operation], problems: [] }];
}
