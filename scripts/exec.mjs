// `npm run exec -- COMMAND...`: runs COMMAND with the pinned Node, pnpm and node_modules/.bin first
// on PATH, and nothing else changed. Sets up first when that was not done or is out of date.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { setup, toolchainPath } from './lib/toolchain.mjs';

const [command, ...args] = process.argv.slice(2);
if (command === undefined) {
  console.error('usage: npm run exec -- COMMAND [ARGUMENT...]');
  process.exit(64);
}
// pnpm is what brings packages and lockfile back in line, so it must run when they are not.
setup({ packages: command !== 'pnpm' });
const child = spawn(command, args, {
  stdio: 'inherit',
  env: { ...process.env, PATH: toolchainPath() },
});
// Ctrl-C reaches the child by itself (same process group); what is sent to us alone is passed on.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('error', (error) => {
  console.error(`cannot run ${command}: ${error.message}`);
  process.exit(127);
});
child.on('exit', (code, signal) => {
  process.exit(signal === null ? (code ?? 1) : 128 + constants.signals[signal]);
});
