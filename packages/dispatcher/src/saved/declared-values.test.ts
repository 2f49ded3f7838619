import { expect, it } from 'vitest';
import { differences, valuesOf } from './declared-values.ts';

const guest = {
  name: 'vllm',
  cores: 4,
  template: undefined,
  network_config: { ip: '10.0.0.5/24' },
  features: ['docker'],
  sizes: new Map([['root', 8]]),
  tags: new Set(['ai']),
};

it('has numbers and switches as they are, and of texts nothing that could be read', () => {
  const values = valuesOf({ ...guest, on: true, cloud_init: { password: 'hunter2' } }, 'key');
  expect(values).toMatchObject({ cores: 4, on: true, 'sizes.root': 8 });
  expect(Object.keys(values)).toEqual([
    'name',
    'cores',
    'network_config.ip',
    'features.0',
    'sizes.root',
    'tags.0',
    'on',
    'cloud_init.password',
  ]);
  expect(JSON.stringify(values)).not.toMatch(/hunter2|docker|vllm/);
  expect(valuesOf({ password: 'hunter2' }, 'one')).not.toEqual(
    valuesOf({ password: 'hunter2' }, 'two'),
  );
});

it.each<[object, string[]]>([
  [{}, []],
  [{ cores: 6 }, ['cores 4 -> 6']],
  [{ name: 'embed', features: [] }, ['name has another value', 'features.0 is no longer declared']],
  [{ network_config: { ip: '10.0.0.5/24', mtu: 9000 } }, ['network_config.mtu is declared now']],
])('names what is declared otherwise: %j', (over, expected) => {
  const told = differences(valuesOf(guest, 'key'), valuesOf({ ...guest, ...over }, 'key'));
  expect(told.map(({ key, text }) => `${key} ${text}`)).toEqual(expected);
});
