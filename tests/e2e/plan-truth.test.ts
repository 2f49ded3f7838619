import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { test } from 'vitest';
import { siteConfiguration, testHost } from './host.ts';
import {
  type Account,
  doesAsPlanned,
  dryRunsChangeNothing,
  nothingIsLeft,
  trials,
} from './truths.ts';
import { FIRST, HYPERVISOR, happen, SCRIPTS, world } from './worlds.ts';

const TRIALS = trials(25);

/** Scripts of the site are known by what they call. */
const ACCOUNT: Account = {
  content: 'rootdir',
  logged: /^(pct|pvesm|pveam|apparmor_parser)$/,
  isLook: ([program, verb]) => program === 'pct' && verb === 'list',
  isPart: (argv) => argv[1] === 'exec' && argv[5] === '-c',
};

test('a plan is the truth: it changes nothing, and what runs is what it said', {
  timeout: TRIALS.timeout,
}, async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'phoenix-e2e-'));
  const etc = siteConfiguration(join(scratch, 'site'), HYPERVISOR, FIRST, SCRIPTS);
  let count = 0;
  const property = fc.asyncProperty(world, async ({ ids, before, happenings, now, verb }) => {
    if (TRIALS.isOver()) return;
    count += 1;
    const host = await testHost(join(scratch, `host-${count}`), etc);
    const names = ids.map(String);
    try {
      if (before !== undefined) {
        host.declare(before);
        await doesAsPlanned(ACCOUNT, host, ['create', ...names]);
        for (const [id, what] of happenings) await happen(host, id, what);
      }
      host.declare(now);
      await dryRunsChangeNothing(ACCOUNT, host, names);
      await doesAsPlanned(ACCOUNT, host, ['create', ...names]);
      await nothingIsLeft(ACCOUNT, host, names);
      await doesAsPlanned(ACCOUNT, host, [
        verb,
        ...names,
        ...(['delete', 'reconfigure'].includes(verb) ? ['--yes'] : []),
      ]);
    } finally {
      await host.destroy();
    }
  });
  try {
    await fc.assert(property, { numRuns: TRIALS.count, endOnFailure: true });
    if (process.env.RUNS !== undefined) console.info(`${count} cases`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});
