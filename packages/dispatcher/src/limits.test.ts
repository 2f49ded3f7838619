import { expect, test } from 'vitest';
import { limitsOf } from './limits.ts';

test('follow what Proxmox locks, and how many were asked for', () => {
  const { parallel, holders } = limitsOf({}, {});
  expect(parallel).toBe(4);
  expect(['source:lxc-900', 'download:/x', 'storage:fast', 'guest:950'].map(holders)).toEqual([
    1, 1, 4, 1,
  ]);
  expect(limitsOf({ parallel: 9 }, {}).parallel).toBe(9);
});

test('are off when the environment says so, and for no other word', () => {
  expect(limitsOf({}, { PHOENIX_LIMITS: 'off' }).holders('source:lxc-900')).toBe(
    Number.POSITIVE_INFINITY,
  );
  expect(limitsOf({}, { PHOENIX_LIMITS: 'on' }).holders('source:lxc-900')).toBe(1);
});
