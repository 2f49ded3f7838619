import { expect, it } from 'vitest';
import { canonical } from './configure.ts';
import { pendingKeys } from './settings.ts';

it.each([
  ['net0', 'name=eth0', 'name=eth0,type=veth'],
  ['net10', 'type=veth,name=eth0', 'type=veth,name=eth0'],
  ['net0', 'name=eth0,type=x', 'name=eth0,type=x'],
  ['net0', 'name=eth0,mytype=x', 'name=eth0,mytype=x,type=veth'],
  ['xnet0', 'a', 'a'],
  ['net0x', 'a', 'a'],
  ['mp0', 'data:5,mp=/a', 'data:5,mp=/a,size=5G'],
  ['mp12', 'data:5', 'data:5,size=5G'],
  ['mp0', '/srv/a:5,mp=/a', '/srv/a:5,mp=/a'],
  ['mp0', 'data:subvol-1,mp=/a', 'data:subvol-1,mp=/a'],
  ['mp0', 'data:5x,mp=/a', 'data:5x,mp=/a'],
  ['xmp0', 'data:5', 'data:5'],
  ['memory', 'data:5', 'data:5'],
])('what Proxmox makes of %s %s', (key, sent, stored) => expect(canonical(key, sent)).toBe(stored));

it('what waits for the next start', () => {
  const change = (key: string, to: string | undefined) => ({ key, from: 'x', to });
  expect(
    pendingKeys([
      change('memory', '1'),
      change('nameserver', 'a'),
      change('searchdomain', undefined),
      change('features', 'b'),
      change('mp1', 'data:1'),
      change('mp2', undefined),
      change('xmp3', undefined),
      change('dev0', undefined),
    ]),
  ).toEqual(['nameserver', 'searchdomain', 'features', 'mp2']);
});
