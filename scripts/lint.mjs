// `npm run lint`: format and lint, import arrows, unused code, shell scripts. Says all that is wrong.
import { lintChecks } from './lib/checks.mjs';
import { pool } from './lib/pool.mjs';

await pool(lintChecks, 2, async ({ name, run }) => {
  const { ok, output } = await run();
  console.log(`lint: ${name}: ${ok ? 'ok' : `failed\n${output.trimEnd()}`}`);
  if (!ok) process.exitCode = 1;
});
