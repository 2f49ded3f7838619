import { expect, test } from 'vitest';
import { onlyAsks } from './programs.ts';

test.each([
  ['systemctl is-active foo', true],
  ['systemctl restart foo', false],
  ['ip -4 addr show eth0', true],
  ['ip link add br0 type bridge', false],
  ['apt-get update', false],
  ['dpkg -s jq', true],
  ['nvidia-smi --query-gpu=name', true],
  ['timedatectl', true],
  ['timedatectl set-timezone UTC', false],
  ['update-initramfs -u', false],
])('%s only asks: %s', (line, asks) => {
  const [name = '', ...args] = line.split(' ');
  expect(onlyAsks(name, args)).toBe(asks);
});
