import { fakeHost } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import { isNvidiaGpu, readCards } from './pci.ts';

const LSPCI = `00:00.0 Host bridge [0600]: Intel Corporation Device [8086:a700] (rev 01)
	Subsystem: ASUSTeK Computer Inc. Device [1043:8882]
01:00.0 VGA compatible controller [0300]: NVIDIA Corporation AD102 [GeForce RTX 4090] [10de:2684] (rev a1)
	Subsystem: Gigabyte Technology Co., Ltd Device [1458:40bf]
	Kernel driver in use: nouveau
	Kernel modules: nvidiafb, nouveau
01:00.1 Audio device [0403]: NVIDIA Corporation AD102 High Definition Audio Controller [10de:22ba] (rev a1)
	Kernel driver in use: snd_hda_intel
	Kernel modules: snd_hda_intel
`;

it('cards are read with their ids, drivers and modules', async () => {
  const cards = await readCards(fakeHost({ commands: { 'lspci -nnk': LSPCI } }));
  expect(
    cards?.map(({ slot, kind, id, driver, modules }) => [slot, kind, id, driver, modules]),
  ).toEqual([
    ['00:00.0', '0600', '8086:a700', undefined, []],
    ['01:00.0', '0300', '10de:2684', 'nouveau', ['nvidiafb', 'nouveau']],
    ['01:00.1', '0403', '10de:22ba', 'snd_hda_intel', ['snd_hda_intel']],
  ]);
  expect(cards?.[1]?.name).toBe('NVIDIA Corporation AD102 [GeForce RTX 4090]');
  expect(cards?.map(isNvidiaGpu)).toEqual([false, true, false]);
});

it('without lspci nothing is known', async () => {
  expect(await readCards(fakeHost({ programs: [] }))).toBeUndefined();
  const failing = fakeHost({ commands: { lspci: { exit: 1 } } });
  expect(await readCards(failing)).toBeUndefined();
});
