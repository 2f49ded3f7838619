import type { ToolDefinition } from '@phoenix/shared-runtime';
import { exec } from './exec.ts';
import { fetchImage } from './fetch-image.ts';
import { push } from './push.ts';
import { verifyImage } from './verify-image.ts';

/** What `pct` has for containers and `qm` lacks for VMs, and the way images come to the host. */
export const tools: Readonly<Record<string, ToolDefinition>> = {
  exec,
  push,
  'fetch-image': fetchImage,
  'verify-image': verifyImage,
};
