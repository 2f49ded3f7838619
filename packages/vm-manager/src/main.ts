import { runManager } from '@phoenix/shared-runtime/frame';
import { vmManager } from './manager.ts';

void runManager(vmManager);
