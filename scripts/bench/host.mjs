import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../lib/toolchain.mjs';

const sandbox = join(root, 'dist', 'pve-sandbox');
const phoenix = join(root, 'dist', 'bin', 'phoenix');

/**
 * One command of the sandbox's log.
 * @typedef {{argv: string[], exit: number, start: number, end: number, changed: boolean, waited_ms: number}} Logged
 */

/**
 * A sandbox host of a bench.
 * @param {string} etc
 * @param {{scale?: number, latencies?: Record<string, number>}} [options]
 */
export function benchHost(etc, { scale = 0, latencies = {} } = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'phoenix-bench-'));
  const host = join(directory, 'host');
  writeFileSync(join(directory, 'latencies.json'), JSON.stringify(latencies));
  const timing = ['--time-scale', `${scale}`, '--latencies', join(directory, 'latencies.json')];
  sandboxed(['init', host, '--configs', etc, ...timing]);
  return {
    directory: host,
    /**
     * Runs phoenix there with --json; rejects when it says nothing.
     * @param {string[]} argv
     * @param {Record<string, string>} [env]
     */
    phoenix: (argv, env = {}) => phoenixIn(host, [], argv, env),
    /**
     * The same; seconds and memory are those of phoenix alone, without the start of the sandbox.
     * @param {string[]} argv
     */
    async timed(argv) {
      const time = ['/usr/bin/time', '-q', '-f', '%e %M', '-o', '/root/time'];
      const run = await phoenixIn(host, time, argv, {});
      const [seconds = Number.NaN, kibibytes = Number.NaN] = readFileSync(
        join(host, 'root/time'),
        'utf8',
      )
        .split(' ')
        .map(Number);
      return { ...run, seconds, mebibytes: kibibytes / 1024 };
    },
    /** @returns {Logged[]} */
    log() {
      const text = sandboxed(['log', host, '--json']);
      return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
    },
    clearLog: () => void sandboxed(['log', host, '--clear']),
    /** Events of the newest run, in order. @returns {any[]} */
    events() {
      const runs = join(host, 'var/log/phoenix/runs');
      const newest = readdirSync(runs).sort().at(-1) ?? '';
      const text = readFileSync(join(runs, newest, 'events.jsonl'), 'utf8');
      return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
    },
    destroy() {
      spawnSync(sandbox, ['destroy', host], { cwd: root, stdio: 'inherit' });
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/**
 * @param {string} host @param {readonly string[]} before @param {readonly string[]} argv
 * @param {Record<string, string>} env
 */
async function phoenixIn(host, before, argv, env) {
  const started = performance.now();
  const words = ['exec', host, '--', ...before, phoenix, ...argv, '--json', '--progress', 'quiet'];
  const child = spawn(sandbox, words, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const exit = await new Promise((resolve) => child.on('close', resolve));
  const seconds = (performance.now() - started) / 1000;
  if (stdout === '') throw new Error(`phoenix ${argv.join(' ')} ended with ${exit}: ${stderr}`);
  return { exit, seconds, result: JSON.parse(stdout), stderr };
}

/** Proxmox commands that failed, but for checks that try again until they succeed. @param {Logged[]} log */
export function failures(log) {
  return log.filter(({ argv, exit }) => {
    const words = argv.slice(0, 2).join(' ');
    return (
      exit !== 0 &&
      /^(pct|qm|pvesm|pveam|pvesh) /.test(words) &&
      !/ (exec|guest|agent)$/.test(words)
    );
  });
}

/** @param {string[]} argv */
function sandboxed(argv) {
  const { status, stdout, stderr } = spawnSync(sandbox, argv, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (status !== 0)
    throw new Error(`pve-sandbox ${argv.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}
