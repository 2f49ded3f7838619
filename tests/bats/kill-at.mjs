// Runs a manager and kills it (SIGKILL) at its Nth event of a kind; exits 0 when it did so, 3 when
// the manager ended by itself before that. With N = 0 nothing is killed, and the events are told.
// usage: kill-at.mjs operation-start|operation-end N COMMAND...
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const [kind, number, command, ...args] = process.argv.slice(2);
const child = spawn(command, args, {
  stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  env: { ...process.env, PHOENIX_EVENTS_FD: '3' },
});
let seen = 0;
let killed = false;
createInterface({ input: child.stdio[3] }).on('line', (line) => {
  const event = JSON.parse(line);
  if (event.type !== kind) return;
  seen += 1;
  if (number === '0') console.log(event.operation);
  if (seen !== Number(number)) return;
  killed = true;
  child.kill('SIGKILL');
});
child.on('close', (code) => {
  process.exitCode = killed ? 0 : number === '0' ? code : 3;
});
