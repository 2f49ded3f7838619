import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LabHost } from '../e2e/lab-host.ts';

/** Names of the marks on a host: of what a run has begun with a guest. */
export function marksIn({ directory }: Pick<LabHost, 'directory'>): string[] {
  const place = join(directory, 'var/log/phoenix/making');
  return existsSync(place) ? readdirSync(place) : [];
}

/** Whether that is one of volumes that a command was making. */
export const isMarkOfVolumes = (file: string): boolean => file.endsWith('.volumes.json');
