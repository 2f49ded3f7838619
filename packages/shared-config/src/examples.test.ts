import * as fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { order } from './graph.ts';
import { loadConfig } from './load.ts';
import { jsonSchema } from './schema/json-schema.ts';
import { diskReader, told } from './testing/world.ts';

const disk = diskReader(fs);

const examples = fileURLToPath(new URL('../../../examples', import.meta.url));

test('the example lab has nothing to be said about but the template, which is on no other machine', () => {
  const { diagnostics, lxc, vms } = loadConfig({ baseDir: examples, reader: disk });
  expect(diagnostics.map(told)).toEqual([
    expect.stringContaining('warning missing-template lxc:9:'),
  ]);
  expect([...lxc.keys()]).toEqual([900, 901, 902, 910, 920, 921, 930]);
  expect([...vms.keys()]).toEqual([8000, 8001]);
});

test('the lab of VMs and containers that need each other has nothing to be said about', () => {
  const baseDir = fileURLToPath(new URL('../../../tests/fixtures/lab-vm', import.meta.url));
  const declared = loadConfig({ baseDir, reader: disk });
  expect(declared.diagnostics.map(told)).toEqual([]);
  expect([...declared.vms.keys()]).toEqual([3000, 3001, 3002]);
  const chain = [300, 3000, 3001, 301, 3002];
  const all = order(declared, [...declared.lxc.keys(), ...declared.vms.keys()]);
  expect(all.filter((id) => chain.includes(id))).toEqual(chain);
});

test.each(['hypervisor', 'lxc', 'vm'] as const)(
  'the %s schema beside the examples is the one of today',
  (which) => {
    const file = `${examples}/etc/schema/${which}.schema.json`;
    expect(JSON.parse(fs.readFileSync(file, 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(jsonSchema(which))),
    );
  },
);
