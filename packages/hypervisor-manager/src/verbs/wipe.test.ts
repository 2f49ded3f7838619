import type { VerbContext } from '@phoenix/shared-runtime/frame';
import { expect, it } from 'vitest';
import { serialsToWipe } from './wipe.ts';

const asked = (own: Record<string, string>) => ({ flags: { own } }) as unknown as VerbContext;

it('names disks by their serial numbers', async () => {
  expect(await serialsToWipe(asked({}))).toEqual([]);
  expect(await serialsToWipe(asked({ 'wipe-disks': 'S1, S2' }))).toEqual(['S1', 'S2']);
});

it.each([',', 'S1,', ' '])('refuses %j: a serial number is missing', async (given) => {
  await expect(serialsToWipe(asked({ 'wipe-disks': given }))).rejects.toMatchObject({
    message: `--wipe-disks cannot be ${JSON.stringify(given)}: a serial number is missing`,
    exit: 64,
  });
});
