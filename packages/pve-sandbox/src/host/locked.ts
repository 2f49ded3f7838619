import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { OWN } from '../record/files.ts';
import { hostPath } from '../state/paths.ts';

/**
 * Runs work that changes disks or pools while no other program changes them, as the kernel sees to
 * on a real host. Readers need no lock: the files are replaced whole.
 */
export function locked<T>(work: () => T): T {
  const fd = openSync(hostPath(`${OWN}/storage.lock`), 'a');
  try {
    spawnSync('flock', ['-w', '60', '0'], { stdio: [fd, 'ignore', 'ignore'] });
    return work();
  } finally {
    closeSync(fd);
  }
}
