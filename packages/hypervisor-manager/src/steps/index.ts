import type { SetupStep } from '../setup/step.ts';
import { network } from './network/index.ts';
import { storages } from './storages/index.ts';
import { time } from './time/index.ts';
import { zfs } from './zfs/index.ts';

/** The built-in steps, in the order in which setup takes them. */
export const steps: readonly SetupStep[] = [time, network, zfs, storages];
