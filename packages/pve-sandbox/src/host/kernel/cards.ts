import { OWN } from '../../record/files.ts';
import { readText, writeText } from '../../state/files.ts';

/** A PCI device: its address, ids (hexadecimal) and words. */
export type Card = {
  slot: string;
  classId: string;
  className: string;
  vendorId: string;
  deviceId: string;
  vendor: string;
  device: string;
};

const FILE = `${OWN}/pci.json`;

const bridge: Card = {
  slot: '0000:00:00.0',
  classId: '0600',
  className: 'Host bridge',
  vendorId: '8086',
  deviceId: '4668',
  vendor: 'Intel Corporation',
  device: '12th Gen Core Processor Host Bridge',
};
const ethernet: Card = {
  slot: '0000:00:1f.6',
  classId: '0200',
  className: 'Ethernet controller',
  vendorId: '8086',
  deviceId: '1a1c',
  vendor: 'Intel Corporation',
  device: 'Ethernet Connection (17) I219-LM',
};

/** The devices of the host; the file `pci.json` in the sandbox's own directory may name others. */
export const cards = (): Card[] => JSON.parse(readText(FILE) ?? '[]');

/** Makes the devices of a new host, with so many NVIDIA cards, each with its audio function. */
export function makeCards(graphics: number): void {
  if (readText(FILE) !== undefined) return;
  const gpus = Array.from({ length: graphics }, (_, at): Card[] => {
    const slot = `0000:${(at + 1).toString(16).padStart(2, '0')}:00`;
    const vendor = { vendorId: '10de', vendor: 'NVIDIA Corporation' };
    return [
      {
        slot: `${slot}.0`,
        classId: '0300',
        className: 'VGA compatible controller',
        ...vendor,
        deviceId: '2d04',
        device: 'GB206 [GeForce RTX 5060 Ti]',
      },
      {
        slot: `${slot}.1`,
        classId: '0403',
        className: 'Audio device',
        ...vendor,
        deviceId: '22eb',
        device: 'GB206 High Definition Audio Controller',
      },
    ];
  });
  writeText(FILE, `${JSON.stringify([bridge, ethernet, ...gpus.flat()], undefined, 1)}\n`);
}

/** Whether a device is an NVIDIA card. */
export const isNvidiaGpu = ({ vendorId, classId }: Card): boolean =>
  vendorId === '10de' && /^03/.test(classId);
