import { expect, test } from 'vitest';
import { fakeHost } from '../../host/fake-host.ts';
import { CONTAINERS } from '../kind.ts';
import { runningGuests } from './observe.ts';

const LIST = 'VMID       Status     Lock         Name\n900        running                 web\n';
const OVERTAKEN = {
  exit: 2,
  stderr: "Configuration file 'nodes/pve/lxc/902.conf' does not exist\n",
};

test('a list that others took a guest away from meanwhile is asked for again', async () => {
  const host = fakeHost().on('pct list', OVERTAKEN, OVERTAKEN, LIST);
  expect([...(await runningGuests(host, CONTAINERS))]).toEqual([900]);
  expect(host.calls).toHaveLength(3);
});

test('but not for ever', async () => {
  const host = fakeHost().on('pct list', OVERTAKEN);
  await expect(runningGuests(host, CONTAINERS)).rejects.toThrow('pct list exited 2');
  expect(host.calls).toHaveLength(6);
});

test('any other failure is told at once', async () => {
  const host = fakeHost().on('pct list', { exit: 2, stderr: 'ipcc_send_rec failed\n' });
  await expect(runningGuests(host, CONTAINERS)).rejects.toThrow('pct list exited 2');
  expect(host.calls).toHaveLength(1);
});
