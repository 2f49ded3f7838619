// `npm run explore [-- SECONDS [FILE...]]`: the properties on cases that `npm test` does not try,
// until one fails or the time is over (an hour, unless told otherwise). FILE is what vitest takes as
// a filter; all files with properties unless given. What is in dist is what is tried.
import { execFileSync } from 'node:child_process';
import { run } from './lib/run.mjs';
import { root } from './lib/toolchain.mjs';

const [seconds = '3600', ...given] = process.argv.slice(2);
if (!/^\d+$/.test(seconds)) {
  console.error('usage: npm run explore [-- SECONDS [FILE...]]');
  process.exit(64);
}
const grep = ['grep', '-lE', 'fc\\.(assert|check)', '--', '*.test.ts'];
const files =
  given.length > 0 ? given : execFileSync('git', grep, { cwd: root }).toString().trim().split('\n');
const end = performance.now() + Number(seconds) * 1000;
let rounds = 0;
while (performance.now() < end) {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const env = { NO_COLOR: '1', PHOENIX_SEED: String(seed) };
  const { ok, output } = await run('vitest', ['run', '--reporter=dot', ...files], { env });
  if (!ok) {
    console.log(`${output}\nPHOENIX_SEED=${seed} shows it again, after ${rounds} good rounds`);
    process.exit(1);
  }
  rounds += 1;
  console.log(`round ${rounds}: good (seed ${seed})`);
}
