import { expect, test } from 'vitest';
import { loadConfig } from './load.ts';
import { container, load, machine, memoryReader, told, type Written } from './testing/world.ts';

const hints = (written: Written) => load(written).diagnostics.map(({ hint }) => hint);
const one = (changes: Record<string, unknown>): Written => ({ lxc: { 300: container(changes) } });
const rule = (action: string) =>
  one({ firewall: { enabled: true, rules: [{ type: 'in', action }] } });

test.each<[string, Written, string | undefined]>([
  ['a number in quotes', one({ memory_mb: '512' }), 'write 512 without quotes'],
  [
    'a number with its unit',
    one({ memory_mb: '1G' }),
    'write 1024, without quotes and unit: it counts MiB',
  ],
  [
    'a part of a unit',
    one({ memory_mb: '1.5 GiB' }),
    'write 1536, without quotes and unit: it counts MiB',
  ],
  [
    'another unit',
    one({ storage_size_gb: '2TB' }),
    'write 2048, without quotes and unit: it counts GiB',
  ],
  [
    'a unit that is too small',
    one({ storage_size_gb: '500M' }),
    'write a number of GiB, without quotes and unit',
  ],
  ['no number at all', one({ memory_mb: 'much' }), undefined],
  ['a truth in quotes', one({ unprivileged: 'true' }), 'write true without quotes'],
  ['one in the place of a list', one({ dependencies: '910' }), 'write a list: ["910"]'],
  ['a choice by another name', rule('ALLOW'), 'did you mean "ACCEPT"?'],
  ['a choice that is misspelt', rule('DORP'), 'did you mean "DROP"?'],
  ['no choice', rule('something'), 'write "ACCEPT", "DROP", "REJECT"'],
  [
    'a name that nobody has',
    one({ dependencies: ['ledger'] }),
    'write the id of a guest: phoenix status lists ids and names',
  ],
])('%s', (_, written, hint) => {
  expect(hints(written)).toEqual([hint]);
});

test('the name of a guest of the same file is told by its id', () => {
  const lxc = {
    300: container({ dependencies: ['ledger'] }),
    910: container({ name: 'ledger', network_config: { name: 'eth0', bridge: 'b', ip: 'dhcp' } }),
  };
  expect(hints({ lxc })).toEqual(['write 910, the id of ledger']);
  const vms = [machine({ dependencies: ['db'] }), machine({ vmid: 8001, name: 'db' })];
  expect(hints({ vms })).toEqual(['write 8001, the id of db']);
});

test.each([
  ['1e999', 'guest 300: memory_mb is a number that is too large to be read, but must be'],
  ['99999999999999999999', 'guest 300: memory_mb is 100000000000000000000, but must be'],
])('%s is told once', (number, message) => {
  const lxc = JSON.stringify({ lxc_configs: { 300: container({ memory_mb: 4711 }) } });
  const reader = memoryReader({
    '/p/etc/phoenix_hypervisor_config.json': '{}',
    '/p/etc/phoenix_lxc_configs.json': lxc.replace('4711', number),
  });
  const { diagnostics } = loadConfig({ baseDir: '/p', reader });
  expect(diagnostics.map(told)).toEqual([expect.stringContaining(message)]);
});

test('an id that is too large to be read is no name of a guest', () => {
  const vms = JSON.stringify({ vms: [machine({ vmid: 4711 })] });
  const reader = memoryReader({
    '/p/etc/phoenix_hypervisor_config.json': '{}',
    '/p/etc/phoenix_vm_configs.json': vms.replace('4711', '1e400'),
  });
  const { diagnostics } = loadConfig({ baseDir: '/p', reader });
  expect(diagnostics.map(told)).toEqual([
    expect.stringContaining('vms[0].vmid is a number that is too large to be read, but must be'),
  ]);
});
