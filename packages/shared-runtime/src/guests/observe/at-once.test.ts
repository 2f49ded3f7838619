import { expect, test } from 'vitest';
import { atOnce } from './at-once.ts';

test('everything is done, a few at a time, and told in order', async () => {
  let busy = 0;
  let most = 0;
  const results = await atOnce(3, [5, 1, 4, 2, 3, 0], async (item) => {
    busy += 1;
    most = Math.max(most, busy);
    await new Promise((resolve) => setTimeout(resolve, item));
    busy -= 1;
    return item * 2;
  });
  expect(results).toEqual([10, 2, 8, 4, 6, 0]);
  expect(most).toBe(3);
});

test('nothing to do, and a failure', async () => {
  expect(await atOnce(3, [], async () => 1)).toEqual([]);
  const failing = atOnce(2, [1, 2], async (item) => {
    if (item === 2) throw new Error('no');
    return item;
  });
  await expect(failing).rejects.toThrow('no');
});
