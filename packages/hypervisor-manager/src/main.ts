import { runManager } from '@phoenix/shared-runtime/frame';
import { hypervisorManager } from './manager.ts';

void runManager(hypervisorManager);
