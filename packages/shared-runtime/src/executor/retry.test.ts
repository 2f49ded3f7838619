import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lockComplaint, retryDelay } from './retry.ts';

test('delays double from half a second to sixteen, jittered over their whole span', () => {
  const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.nat(60), fraction, (retry, random) => {
      const delay = retryDelay(retry, () => random);
      const span = Math.min(16, 0.5 * 2 ** retry);
      expect(delay).toBeGreaterThanOrEqual(0);
      expect(delay).toBeLessThan(span);
      expect(delay).toBeCloseTo(span * random);
    }),
  );
});

test.each([
  [
    "trying to acquire lock...\ncan't lock file '/run/lock/lxc/pve-config-302.lock' - got timeout\n",
    true,
  ],
  ['CT is locked (disk)\n', true],
  ['VM is locked (clone)', true],
  ["cfs-lock 'storage-local' error: got lock request timeout", true],
  ['got no worker upid - start worker failed', true],
  ['CT is locked (mounted)', false],
  ['CT is locked (destroyed)', false],
  ['VM quit/powerdown failed - got timeout', false],
  ["CT is locked (disk)\nCT 101 already exists on node 'pve'", false],
  ['', false],
])('%j is tried again: %s', (output, again) => {
  expect(lockComplaint(output) !== undefined).toBe(again);
});
