// `npm run conformance [-- DIR...]`: replays recorded answers of real Proxmox hosts against the
// sandbox and lists every difference.
import { resolve } from 'node:path';
import { conformanceDirectories, runConformance } from './lib/conformance.mjs';
import { run } from './lib/run.mjs';

// npm runs scripts in the root directory; INIT_CWD is where the person is.
const from = process.env.INIT_CWD ?? process.cwd();
const named = process.argv.slice(2).map((directory) => resolve(from, directory));
const directories = named.length > 0 ? named : conformanceDirectories();
if (directories.length === 0) {
  console.error('no scenarios found\nhint: npm run conformance -- DIR, or set PVE_SCENARIOS');
  process.exit(66);
}
const built = await run('node', ['scripts/build.mjs', 'pve-sandbox']);
const { ok, output } = built.ok ? await runConformance(directories) : built;
process.stdout.write(output);
process.exitCode = ok ? 0 : 1;
