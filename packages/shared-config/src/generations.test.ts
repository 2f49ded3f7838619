import * as fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { hasErrors } from './diagnostic.ts';
import { loadConfig } from './load.ts';
import { diskReader, fixture, told } from './testing/world.ts';

const disk = diskReader(fs);

const configs =
  process.env.PHOENIX_SHARED_CONFIGS ??
  fileURLToPath(new URL('../../../../shared/configs', import.meta.url));

const common = [
  'blank guest 901: gpu_assignment has a blank: "0, 1"',
  'misplaced guest 8000: user_config.gw is not read here',
  'misplaced guest 950: vllm is a test suite outside of "tests" and is not run',
  'misplaced shared_volumes.firewall is no volume: taken as the firewall of the host',
  'mount-taken guest 950: shared volume vllm_models is left out, because its own volume vllm_models is mounted at /vllm_models',
  'mount-taken guest 951: shared volume vllm_models is left out, because its own volume vllm_models is mounted at /vllm_models',
  'odd-suite-name tests.hypervisor_health_.check is an odd name for a test suite',
];

const generations = [
  { name: 'ai-lab-2025-09-29', containers: 15, warnings: common },
  {
    name: 'ai-lab-2025-09-30',
    containers: 22,
    warnings: [
      ...common,
      'duplicate-address guest 8001: address 10.0.0.101 is that of guest 101 (test-base-setup) too',
    ],
  },
].filter(({ name }) => fs.existsSync(`${configs}/${name}`));

test('the small lab, which is always there, loads without an error', () => {
  const { diagnostics } = loadConfig({ baseDir: fixture('small'), reader: disk });
  expect(hasErrors(diagnostics)).toBe(false);
});

// The labs themselves are not part of this repository.
test.each(generations)(
  '$name loads without an error, with the warnings it deserves',
  ({ name, containers, warnings }) => {
    const reader = { ...disk, exists: () => true };
    const declared = loadConfig({ baseDir: `${configs}/${name}`, reader });
    const said = declared.diagnostics.map((one) =>
      told(one).replace(/^warning ([\w-]+) \S+/, '$1'),
    );
    expect(said.toSorted()).toEqual(warnings.toSorted());
    expect(declared.lxc.size).toBe(containers);
    expect(declared.vms.size).toBe(2);
  },
);
