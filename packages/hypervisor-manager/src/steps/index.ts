import type { SetupStep } from '../setup/step.ts';
import { apparmor } from './apparmor/index.ts';
import { gpu } from './gpu/index.ts';
import { hostname } from './hostname/index.ts';
import { network } from './network/index.ts';
import { nfs } from './nfs/index.ts';
import { nvidia } from './nvidia/index.ts';
import { packages } from './packages/index.ts';
import { repositories } from './repositories/index.ts';
import { samba } from './samba/index.ts';
import { shared } from './shared/index.ts';
import { storages } from './storages/index.ts';
import { time } from './time/index.ts';
import { users } from './users/index.ts';
import { vfio } from './vfio/index.ts';
import { zfs } from './zfs/index.ts';

/** The built-in steps, in the order in which setup takes them. */
export const steps: readonly SetupStep[] = [
  repositories,
  packages,
  time,
  hostname,
  network,
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
