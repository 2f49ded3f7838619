import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Holds a lock directory until the returned function is called; waits while its holder lives.
 * @param {string} directory
 * @param {() => void} onWait called once when there is someone to wait for
 */
export function lock(directory, onWait) {
  for (let tries = 0; ; tries++) {
    try {
      mkdirSync(directory);
      writeFileSync(join(directory, 'pid'), `${process.pid}`);
      return () => rmSync(directory, { recursive: true, force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    if (tries === 1) onWait();
    // The first second passes without a look: the pid may not be written yet.
    if (tries > 5 && !holderLives(directory)) rmSync(directory, { recursive: true, force: true });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
}

/** @param {string} directory */
function holderLives(directory) {
  try {
    process.kill(Number(readFileSync(join(directory, 'pid'), 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
}
