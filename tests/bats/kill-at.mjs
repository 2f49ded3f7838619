// Runs a manager and kills it (SIGKILL) at its Nth operation: at the moment when it says that it
// begins. Exits 0 when it did so, 3 when the manager ended before. With N = 0 nothing is killed:
// the operations are told, one per line, and the exit status is the manager's own.
// usage: kill-at.mjs N COMMAND...
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const [number = '', command = '', ...args] = process.argv.slice(2);
const child = spawn(command, args, {
  stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  env: { ...process.env, PHOENIX_EVENTS_FD: '3' },
});
const events = /** @type {import('node:stream').Readable} */ (child.stdio[3]);
let seen = 0;
let killed = false;
createInterface({ input: events }).on('line', (line) => {
  const event = JSON.parse(line);
  if (event.type !== 'operation-start') return;
  seen += 1;
  if (number === '0') console.log(event.operation);
  if (seen !== Number(number)) return;
  killed = true;
  child.kill('SIGKILL');
});
child.on('close', (code) => {
  process.exitCode = killed ? 0 : number === '0' ? (code ?? 1) : 3;
});
