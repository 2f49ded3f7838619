import { spawn } from 'node:child_process';
import { root } from './toolchain.mjs';

/**
 * Runs a command and keeps what it says (both streams in one text).
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env] added to the environment
 * @param {string} [cwd] the root directory unless given
 * @returns {Promise<{ok: boolean, output: string}>} ok: it could be started and exited 0
 */
export function run(command, args, env = {}, cwd = root) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', (error) => resolve({ ok: false, output: `${command}: ${error.message}\n` }));
    child.on('close', (code, signal) => {
      if (signal !== null) output += `${command} was ended by ${signal}\n`;
      resolve({ ok: code === 0, output });
    });
  });
}
