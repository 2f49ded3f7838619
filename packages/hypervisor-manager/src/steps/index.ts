import type { SetupStep } from '../setup/step.ts';
import { hostname } from './hostname/index.ts';
import { network } from './network/index.ts';
import { packages } from './packages/index.ts';
import { repositories } from './repositories/index.ts';
import { time } from './time/index.ts';

/** The built-in steps, in the order in which setup takes them. */
export const steps: readonly SetupStep[] = [repositories, packages, time, hostname, network];
