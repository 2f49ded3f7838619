import * as fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { builtInFeatures } from './locations.ts';
import { jsonSchema } from './schema/json-schema.ts';
import { diskReader, load, told } from './testing/world.ts';

const docs = fileURLToPath(new URL('../../../docs', import.meta.url));
const guide = (name: string) => diskReader(fs).read(`${docs}/guides/${name}.md`) ?? '';

test('the first example of the guide is valid alone, each other beside it, and all together', () => {
  const blocks = [...guide('containers').matchAll(/^```json\n(.*?)^```$/gms)].map(
    ([, text = '']): Record<string, unknown> => JSON.parse(text),
  );
  expect(blocks.length).toBeGreaterThanOrEqual(8);
  const [first = {}] = blocks;
  const pieces = blocks.filter((one) => 'lxc_configs' in one);
  for (const piece of pieces) {
    const lxc = Object.assign({}, first.lxc_configs, piece.lxc_configs);
    expect(load({ lxc }).diagnostics.map(told)).toEqual([]);
  }
  const lxc = Object.assign({}, ...pieces.map(({ lxc_configs }) => lxc_configs));
  const hypervisor = blocks.find((one) => 'shared_volumes' in one);
  const declared = load({ lxc, hypervisor });
  expect(declared.diagnostics.map(told)).toEqual([]);
  expect(declared.lxc.get(950)?.shared_mounts).toHaveLength(1);
});

test('every example of the guide to VMs is valid, alone and together', () => {
  const blocks = [...guide('virtual-machines').matchAll(/^```json\n(.*?)^```$/gms)].map(
    ([, text = '']): { vms: Record<string, unknown>[]; vm_defaults?: object } => JSON.parse(text),
  );
  expect(blocks.length).toBeGreaterThanOrEqual(3);
  const vms = blocks.flatMap((one) => one.vms.map((vm) => ({ ...one.vm_defaults, ...vm })));
  const declared = load({ vms });
  expect(declared.diagnostics.map(told)).toEqual([]);
  expect(declared.vms.size).toBe(vms.length);
});

test('the guide to scripts knows all features that are built in', () => {
  const rows = [...guide('scripts').matchAll(/^\| `(\w+)` \| installs /gm)].map(([, name]) => name);
  expect(rows).toEqual([...builtInFeatures.lxc]);
});

test.each(['hypervisor', 'lxc', 'vm'] as const)(
  'docs/configuration.md has the meanings of today: %s',
  (which) => {
    const page = diskReader(fs).read(`${docs}/configuration.md`) ?? '';
    const schema = JSON.stringify(jsonSchema(which));
    const meanings = [...schema.matchAll(/"description":("(?:[^"\\]|\\.)*")/g)].map(
      ([, text = '']): string => JSON.parse(text),
    );
    // Entries of a map or a list have no row of their own.
    const told = meanings.filter((one) => !/^One (?:container|VM)\.$/.test(one));
    expect(told.filter((one) => !page.includes(one.replaceAll('|', '\\|')))).toEqual([]);
  },
);
