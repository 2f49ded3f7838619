import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './toolchain.mjs';

/**
 * Runs a command and keeps what it says (both streams in one text). The text goes through a file:
 * a pipe would stay open for as long as anything that the command left behind.
 * @param {string} command
 * @param {string[]} args
 * @param {{env?: NodeJS.ProcessEnv, cwd?: string, deadline?: number}} [options] env: added to the
 *   environment; cwd: the root directory unless given; deadline: milliseconds until it is ended
 * @returns {Promise<{ok: boolean, output: string}>} ok: it could be started and exited 0
 */
export function run(command, args, { env = {}, cwd = root, deadline } = {}) {
  const scratch = mkdtempSync(join(tmpdir(), 'phoenix-run-'));
  const file = join(scratch, 'output');
  const descriptor = openSync(file, 'a');
  return new Promise((resolve) => {
    /** @param {boolean} ok @param {string} remark */
    const end = (ok, remark) => {
      closeSync(descriptor);
      const output = readFileSync(file, 'utf8') + remark;
      rmSync(scratch, { recursive: true });
      resolve({ ok, output });
    };
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', descriptor, descriptor],
      ...(deadline === undefined ? {} : { timeout: deadline }),
    });
    child.on('error', (error) => end(false, `${command}: ${error.message}\n`));
    child.on('exit', (code, signal) =>
      end(code === 0, signal === null ? '' : `${command} was ended by ${signal}\n`),
    );
  });
}
