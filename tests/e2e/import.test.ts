// What was made of a configuration is imported into an empty one, and nothing is left to be planned. The
// labs themselves are not part of this repository; the example is.
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { site } from '../../scripts/bench/site.mjs';
import { type LabHost, prepareSite } from './lab-host.ts';

const ROOT = join(import.meta.dirname, '../..');
const SHARED = process.env.PHOENIX_SHARED_CONFIGS ?? join(ROOT, '../shared/configs');
const ETC = 'usr/local/phoenix_hypervisor/etc';
const FILES = ['phoenix_lxc_configs.json', 'phoenix_vm_configs.json'];

const labs = [
  join(ROOT, 'examples/etc'),
  join(ROOT, 'tests/fixtures/lab-vm/etc'),
  join(SHARED, 'ai-lab-2025-09-29/etc'),
  join(SHARED, 'ai-lab-2025-09-30/etc'),
].filter((etc) => existsSync(etc));

test.each(labs)(
  'all guests of %s are imported, and then planned empty',
  { timeout: 240_000 },
  async (etc) => {
    const scripts = site(etc, 0);
    const prepared = prepareSite(scripts);
    const host = prepared.copy();
    try {
      expect((await host.phoenix('LetsGo', '--quiet')).exit).toBe(0);
      const before = await idsOf(host, 'status');
      expect((await host.phoenix('plan', '--detailed-exitcode')).exit).toBe(0);

      for (const file of FILES) rmSync(join(host.directory, ETC, file));
      const run = await host.phoenix('import', '--out-dir', '/root/imported');
      expect(run.exit, run.stderr).toBe(0);
      expect(run.stderr).not.toContain('a plan would');
      for (const file of FILES)
        cpSync(join(host.directory, 'root/imported', file), join(host.directory, ETC, file));

      const valid = await host.phoenix('validate', '--json');
      expect(valid.exit, valid.stderr).toBe(0);
      const plan = await host.phoenix('plan', '--detailed-exitcode');
      expect(plan.exit, plan.stdout + plan.stderr).toBe(0);
      expect(await idsOf(host, 'status')).toEqual(before);
    } finally {
      host.destroy();
      prepared.destroy();
      rmSync(join(scripts, '..'), { recursive: true, force: true });
    }
  },
);

async function idsOf(host: LabHost, ...argv: string[]): Promise<number[]> {
  const { stdout } = await host.phoenix(...argv, '--json');
  return JSON.parse(stdout).guests.map(({ id }: { id: number }) => id);
}
