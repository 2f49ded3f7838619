// `npm run conformance [-- DIR...] [--filter GLOB] [--json] [--verbose]`: replays recordings of the
// real programs against the sandbox and lists every difference.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { runConformance } from '../packages/pve-sandbox/src/conformance/main.ts';
import { root } from './lib/toolchain.mjs';

const args = process.argv.slice(2);
const given = process.env.PVE_SANDBOX;
if (given === undefined) {
  const build = spawnSync(process.execPath, ['scripts/build.mjs', 'pve-sandbox'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (build.status !== 0) process.exit(1);
}
process.exitCode = await runConformance(args, {
  usual: join(root, '../shared/reference/pve-scenarios'),
  notes: join(root, 'packages/pve-sandbox/conformance-notes.json'),
  sandbox: [given ?? join(root, 'dist/pve-sandbox')],
});
