import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { test } from 'vitest';
import { siteConfiguration, testHost, VM } from './host.ts';
import {
  type Account,
  doesAsPlanned,
  dryRunsChangeNothing,
  nothingIsLeft,
  trials,
} from './truths.ts';
import { FIRST_VMS, happenToVm, VM_HYPERVISOR, VM_SCRIPTS, vmWorld } from './vm-worlds.ts';

const TRIALS = trials(12);

/** What is done in a VM is done by vm-manager through the agent. */
const ACCOUNT: Account = {
  content: 'images',
  logged: /^(qm|pvesm)$/,
  isLook: ([program, verb]) => program === 'qm' && (verb === 'list' || verb === 'guest'),
  isPart: ([program]) => program !== 'qm' && program !== 'pvesm',
};

test('a plan for VMs is the truth: it changes nothing, and what runs is what it said', {
  timeout: TRIALS.timeout,
}, async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'phoenix-e2e-vm-'));
  const etc = siteConfiguration(join(scratch, 'site'), VM_HYPERVISOR, FIRST_VMS, VM_SCRIPTS, VM);
  let count = 0;
  const property = fc.asyncProperty(vmWorld, async ({ ids, before, happenings, now, verb }) => {
    if (TRIALS.isOver()) return;
    count += 1;
    const host = await testHost(join(scratch, `host-${count}`), etc, VM);
    const names = ids.map(String);
    const leaves = names.filter((name) => name !== '8000');
    try {
      if (before !== undefined) {
        host.declare(before);
        await doesAsPlanned(ACCOUNT, host, ['create', ...names]);
        for (const [id, what] of happenings) await happenToVm(host, id, what);
      }
      host.declare(now);
      await dryRunsChangeNothing(ACCOUNT, host, names);
      await doesAsPlanned(ACCOUNT, host, ['create', ...names]);
      await nothingIsLeft(ACCOUNT, host, names);
      const last = verb === 'delete' ? [...leaves, '--yes'] : leaves;
      await doesAsPlanned(ACCOUNT, host, [verb, ...last]);
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
