import { expect, it } from 'vitest';
import { run, world } from './test-support/run.ts';

it('explains a key in every file that has it', async () => {
  const on = world();
  expect(await run('explain vms.boot_order', on)).toBe(0);
  expect(on.printed.stdout).toBe(
    [
      'vms[].boot_order  phoenix_vm_configs.json',
      '  Place in the order in which guests start (startup order). Absent: left as it is.',
      '  must be      a whole number from 0 to 1000000',
      '  when absent  left as it is',
      '  becomes      qm set ID --startup order',
      '  example      "boot_order": 2',
      '',
    ].join('\n'),
  );
});

it('is JSON for programs', async () => {
  const on = world();
  expect(await run('explain ram --json', on)).toBe(0);
  const { keys } = JSON.parse(on.printed.stdout);
  expect(keys[0]).toEqual({
    file: 'phoenix_lxc_configs.json',
    key: 'lxc_configs.<id>.memory_mb',
    meaning: 'Memory in MiB (memory).',
    must: 'a whole number of at least 16',
    required: true,
    absent: 'required',
    example: 1024,
    becomes: 'pct set ID --memory',
  });
});

it('refuses what is no key with the nearest one', async () => {
  const on = world();
  expect(await run('explain memroy_mb', on)).toBe(66);
  expect(on.printed.stderr).toBe(
    'error: there is no key "memroy_mb" in any of the three files\nhint: did you mean memory_mb?\n',
  );
  expect(await run('explain', on)).toBe(64);
});
