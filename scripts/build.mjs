// `npm run build [-- PACKAGE...]`: bundles (cached by turbo), then single-file executables in dist/,
// each only when its bundle, the pinned Node or the way it is made is another than it was.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { executables } from './lib/executables.mjs';
import { lock } from './lib/lock.mjs';
import { pool } from './lib/pool.mjs';
import { run } from './lib/run.mjs';
import { nodeVersion, root } from './lib/toolchain.mjs';

const dist = join(root, 'dist');
const names = process.argv.slice(2);
const wanted = executables.filter(({ name }) => names.length === 0 || names.includes(name));
if (wanted.length < names.length) {
  const known = executables.map(({ name }) => name).join(' ');
  console.error(`usage: npm run build [-- PACKAGE...]\npackages: ${known}`);
  process.exit(64);
}

const release = lock(join(root, '.toolchain', 'build-lock'), () =>
  console.error('build: another one is at it'),
);
try {
  if (!(await bundles()) || !(await makeStale()) || !(await accompany())) process.exitCode = 1;
} finally {
  release();
}

async function bundles() {
  const filters = wanted.map(({ name }) => `--filter=@phoenix/${name}`);
  const flags = ['--output-logs=errors-only', '--log-prefix=none', '--no-update-notifier'];
  const { ok, output } = await run('turbo', ['run', 'build', ...flags, ...filters], {
    env: { TURBO_TELEMETRY_DISABLED: '1' },
  });
  if (!ok) console.error(`${output}\nbuild: bundling failed`);
  return ok;
}

async function makeStale() {
  const stale = wanted
    .map(({ name, output }) => ({
      bundle: join(root, 'packages', name, 'dist', `${name}.cjs`),
      output: join(dist, output),
    }))
    .filter(({ bundle, output }) => !existsSync(output) || recorded(output) !== identity(bundle));
  if (stale.length === 0) console.error('build: dist is up to date');
  const made = await pool(stale, Math.min(availableParallelism(), 4), make);
  return made.every((ok) => ok);
}

/** @param {{bundle: string, output: string}} executable */
async function make({ bundle, output }) {
  const started = performance.now();
  const made = identity(bundle);
  mkdirSync(dirname(output), { recursive: true });
  rmSync(recordFile(output), { force: true });
  const result = await run('node', ['scripts/make-executable.mjs', bundle, output]);
  const shown = output.slice(root.length + 1);
  if (!result.ok) {
    console.error(`${result.output}\nbuild: cannot make ${shown}`);
    return false;
  }
  mkdirSync(dirname(recordFile(output)), { recursive: true });
  writeFileSync(recordFile(output), made);
  console.error(`build: ${shown} made in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return true;
}

/** Man pages and completions. */
async function accompany() {
  const { ok, output } = await run('node', ['scripts/accompany.mjs', dist]);
  if (!ok) console.error(`${output}\nbuild: cannot make man pages and completions`);
  return ok;
}

/** What an executable is made of, and by. @param {string} bundle */
function identity(bundle) {
  const makers = ['make-executable.mjs', 'lib/steady-node.mjs'].map((name) =>
    join(root, 'scripts', name),
  );
  const hash = createHash('sha256');
  for (const file of [bundle, ...makers]) hash.update(readFileSync(file));
  return `node ${nodeVersion} ${hash.digest('hex')}\n`;
}

/** @param {string} output */
function recordFile(output) {
  return join(dist, '.made-of', basename(output));
}

/** @param {string} output */
function recorded(output) {
  return existsSync(recordFile(output)) ? readFileSync(recordFile(output), 'utf8') : undefined;
}
