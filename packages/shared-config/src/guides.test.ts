import * as fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { builtInFeatures } from './locations.ts';
import { jsonSchema } from './schema/json-schema.ts';
import { diskReader, load, told } from './testing/world.ts';

const docs = fileURLToPath(new URL('../../../docs', import.meta.url));
const guide = (name: string) => diskReader(fs).read(`${docs}/guides/${name}.md`) ?? '';

// That all of a page is valid together, tests/docs sees when it follows the page.
test('the first example of the guide to containers is valid alone, each other beside it', () => {
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
});

test('every example of the guide to VMs is valid alone', () => {
  const blocks = [...guide('virtual-machines').matchAll(/^```json\n(.*?)^```$/gms)].map(
    ([, text = '']): { vms: Record<string, unknown>[]; vm_defaults?: object } => JSON.parse(text),
  );
  expect(blocks.length).toBeGreaterThanOrEqual(3);
  for (const { vms, vm_defaults } of blocks) {
    const declared = load({ vms: vms.map((vm) => ({ ...vm_defaults, ...vm })) });
    expect(declared.diagnostics.map(told)).toEqual([]);
    expect(declared.vms.size).toBe(vms.length);
  }
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
