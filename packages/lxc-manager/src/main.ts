import { runManager } from '@phoenix/shared-runtime/frame';
import { lxcManager } from './manager.ts';

void runManager(lxcManager);
