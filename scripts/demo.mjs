// `npm run demo`: builds, makes a sandbox host from examples/, brings its containers and VMs
// up with phoenix, shows their status, and leaves nothing behind.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './lib/toolchain.mjs';

const sandbox = join(root, 'dist', 'pve-sandbox');
const scratch = mkdtempSync(join(tmpdir(), 'phoenix-demo-'));
const host = join(scratch, 'host');
// The folder it is called from is visible in the sandbox, at its own path.
const phoenix = ['exec', host, '--', join(root, 'dist', 'bin', 'phoenix')];

/** @param {string} command @param {string[]} args */
function step(command, args) {
  const shown = [command, ...args].join(' ').replaceAll(`${root}/`, '').replaceAll(scratch, '$TMP');
  console.log(`\n$ ${shown}`);
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status === 0) return;
  console.error(`demo: that ended with ${error?.message ?? status}`);
  process.exitCode = 1;
  throw stopped;
}

const stopped = new Error('a step failed');
let made = false;
try {
  step('node', ['scripts/build.mjs']);
  made = true;
  step(sandbox, ['init', host, '--configs', join(root, 'examples', 'etc')]);
  step(sandbox, [...phoenix, 'LetsGo']);
  step(sandbox, [...phoenix, 'status']);
} catch (error) {
  if (error !== stopped) throw error;
} finally {
  if (made) spawnSync(sandbox, ['destroy', host], { cwd: root, stdio: 'inherit' });
  rmSync(scratch, { recursive: true, force: true });
}
