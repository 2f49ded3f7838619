import type { SetupStep } from '../setup/step.ts';
import { apparmor } from './apparmor/index.ts';
import { gpu } from './gpu/index.ts';
import { nfs } from './nfs/index.ts';
import { nvidia } from './nvidia/index.ts';
import { samba } from './samba/index.ts';
import { shared } from './shared/index.ts';
import { storages } from './storages/index.ts';
import { time } from './time/index.ts';
import { users } from './users/index.ts';
import { vfio } from './vfio/index.ts';
import { zfs } from './zfs/index.ts';

/** The built-in steps, in the order in which setup takes them. */
export const steps: readonly SetupStep[] = [
  time,
  zfs,
  storages,
  nfs,
  users,
  samba,
  shared,
  vfio,
  nvidia,
  gpu,
  apparmor,
];
