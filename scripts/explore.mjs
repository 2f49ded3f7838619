// `npm run explore [-- SECONDS [FILE...]]`: the properties on cases that `npm test` does not try,
// until one fails or the time is over (an hour, unless told otherwise). FILE is what vitest takes as
// a filter; all files with properties unless given. What is in dist is what is tried.
import { execFileSync } from 'node:child_process';
import { run } from './lib/run.mjs';
import { root } from './lib/toolchain.mjs';
import { one, typed, whole } from './lib/typed.mjs';

const USAGE = `usage: npm run explore [-- SECONDS [FILE...]]

The properties on ever other cases, until one fails or the time is over. What is in dist is what is tried.
  SECONDS  after which no further round begins (3600)
  FILE     what vitest takes as a filter (all files with properties)
`;

const {
  words: { seconds, given },
} = typed({
  name: 'explore',
  usage: USAGE,
  options: {},
  words: ([first = '3600', ...files]) => ({
    seconds: one('SECONDS', first, whole(0)),
    given: files,
  }),
});
const grep = ['grep', '-lE', 'fc\\.(assert|check)', '--', '*.test.ts'];
const files =
  given.length > 0 ? given : execFileSync('git', grep, { cwd: root }).toString().trim().split('\n');
const end = performance.now() + seconds * 1000;
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
