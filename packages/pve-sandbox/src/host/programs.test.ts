import { expect, test } from 'vitest';
import { onlyAsks } from './programs.ts';

test.each([
  ['journalctl -u foo', true],
  ['sysctl -n vm.swappiness', true],
  ['sysctl -w vm.swappiness=10', false],
  ['iptables -L', true],
  ['iptables -A INPUT', false],
  ['locale-gen en_US.UTF-8', false],
  ['udevadm info /dev/sda', true],
])('%s only asks: %s', (line, asks) => {
  const [name = '', ...args] = line.split(' ');
  expect(onlyAsks(name, args)).toBe(asks);
});
