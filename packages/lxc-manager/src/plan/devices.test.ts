import { parseConf } from '@phoenix/shared-runtime/pve';
import { expect, it } from 'vitest';
import { deviceChanges } from './devices.ts';
import { aGuest } from './fixtures.ts';

const GPU = ['/dev/nvidia0', '/dev/nvidiactl', '/dev/nvidia-uvm', '/dev/nvidia-uvm-tools'];
const devices = (guest: Parameters<typeof aGuest>[1], conf: string, isNew = false) => {
  const { main } = parseConf(conf);
  return deviceChanges(aGuest(950, guest), { keys: main.keys, raw: main.raw }, isNew).map(
    ({ key, from, to }) => `${key} ${from ?? '-'} ${to ?? '-'}`,
  );
};
const mount = (path: string) => `lxc.mount.entry: ${path} dev none bind\n`;

it.each<[string, string[]]>([
  ['', GPU.map((path, at) => `dev${at} - ${path},mode=0666`)],
  [`dev1: /dev/x\n${GPU.slice(1).map(mount).join('')}`, ['dev0 - /dev/nvidia0,mode=0666']],
  [`dev0: path=/dev/nvidia0\n${GPU.slice(1).map(mount).join('')}`, []],
  [`dev0: mode=0666\n${GPU.map(mount).join('')}`, []],
  [`${GPU.map(mount).join('')}dev0: /dev/nvidia1\n`, ['dev0 /dev/nvidia1 -']],
  [
    `${GPU.map(mount).join('')}dev0: /dev/nvidia12\ndev1: /dev/nvidia-caps\n`,
    ['dev0 /dev/nvidia12 -'],
  ],
  [`${GPU.map(mount).join('')}dev0: /x/dev/nvidia1\ndev1: /dev/nvidia1x\n`, []],
  [
    `${GPU.map((path) => `lxc.mount.auto: ${path} x\n`).join('')}`,
    GPU.map((path, at) => `dev${at} - ${path},mode=0666`),
  ],
])('a GPU beside %j', (conf, expected) => {
  expect(devices({ gpu_assignment: [0] }, conf)).toEqual(expected);
});

it('GPUs that nobody declares stay, but in a new clone', () => {
  const conf = 'dev0: /dev/nvidia1\ndev1: /dev/nvidia-uvm\ndev2: /dev/x\nxdev3: /dev/nvidia1\n';
  expect(devices({}, conf)).toEqual([]);
  expect(devices({}, conf, true)).toEqual(['dev0 /dev/nvidia1 -', 'dev1 /dev/nvidia-uvm -']);
});
