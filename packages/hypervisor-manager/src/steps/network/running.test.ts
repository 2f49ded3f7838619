import { fakeHost } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import { runningNetwork } from './running.ts';

const ADDRESSES =
  '[{"addr_info":[{"local":"10.0.0.13","prefixlen":24},{"local":"10.0.0.14","prefixlen":32}]},{}]';
const ROUTES = '[{"gateway":"10.0.0.1"},{"dev":"wg0"},{"gateway":"10.0.0.2"}]';
const NOTHING = { addresses: [], gateways: [] };

it.each([
  [
    'two addresses and routes',
    ADDRESSES,
    ROUTES,
    { addresses: ['10.0.0.13/24', '10.0.0.14/32'], gateways: ['10.0.0.1', '10.0.0.2'] },
  ],
  ['no route', ADDRESSES, '[]', { addresses: ['10.0.0.13/24', '10.0.0.14/32'], gateways: [] }],
  ['no link of that name', { exit: 1, stdout: ADDRESSES }, '[]', NOTHING],
  ['no JSON', 'Device "vmbr0" does not exist.', '', NOTHING],
  ['JSON of another kind', '{}', '"x"', NOTHING],
])('%s', async (_, shown, routes, expected) => {
  const host = fakeHost({
    commands: { 'ip -j addr show dev vmbr0': shown, 'ip -j route show default': routes },
  });
  expect(await runningNetwork(host, 'vmbr0')).toEqual(expected);
});
