import { noteChange } from '../../record/note.ts';
import { out } from '../../state/talk.ts';
import { answering } from '../answering.ts';
import { Failure } from '../failure.ts';
import { locked } from '../locked.ts';
import { isBusy } from './busy.ts';
import { type BlockDevice, childrenOf, devices, saveDevices, tableOf } from './device.ts';
import { deviceAt } from './nodes.ts';
import { partitionTypes, unpartitioned } from './partitions.ts';
import { sizeText } from './size-text.ts';

const codes: Record<string, string> = {
  [partitionTypes.bios]: 'EF02',
  [partitionTypes.efi]: 'EF00',
  [partitionTypes.lvm]: '8E00',
  [partitionTypes.linux]: '8300',
  [partitionTypes.zfs]: 'BF01',
  [partitionTypes.solarisReserved]: 'BF07',
};

/** sgdisk: prints the partition table of a disk, or takes it away. */
export const sgdisk = answering((args) => {
  const path = args.find((word) => !word.startsWith('-')) ?? '';
  const disk = deviceAt(path);
  if (disk === undefined) {
    throw new Failure(
      `Problem opening ${path} for reading! Error is 2.\nThe specified file does not exist!`,
      2,
    );
  }
  const has = (...names: string[]) => args.some((word) => names.includes(word));
  if (has('--print', '-p')) return print(path, disk);
  if (!has('--zap-all', '-Z', '--zap', '-z')) {
    throw new Failure('sgdisk: only --print, --zap and --zap-all are simulated', 255);
  }
  zap(path);
  return 0;
});

function print(path: string, disk: BlockDevice): number {
  if (tableOf(disk) === undefined) out('Creating new GPT entries in memory.\n');
  out(
    `Disk ${path}: ${disk.size / 512} sectors, ${sizeText(disk.size)
      .replace(/B?$/, 'iB')
      .replace(/(\w)iB/, ' $1iB')}\n` +
      `${disk.model === undefined ? '' : `Model: ${disk.model}\n`}` +
      `Sector size (logical/physical): 512/512 bytes\n\n` +
      'Number  Start (sector)    End (sector)  Size       Code  Name\n',
  );
  for (const { partition, size } of childrenOf(disk.name, devices())) {
    if (partition === undefined) continue;
    const { number, start, type, label } = partition;
    const end = (start + size) / 512 - 1;
    out(
      `${String(number).padStart(4)}${String(start / 512).padStart(16)}${String(end).padStart(16)}` +
        `   ${sizeText(size).padEnd(10)} ${codes[type] ?? 'FFFF'}  ${label ?? ''}\n`,
    );
  }
  return 0;
}

function zap(path: string): void {
  locked(() => {
    const all = devices();
    const disk = deviceAt(path, all);
    if (disk === undefined) return;
    noteChange();
    if (isBusy(disk, all)) {
      out('Warning: The kernel is still using the old partition table.\n');
      out('The new table will be used at the next reboot or after you\n');
      out('run partprobe(8) or kpartx(8)\n');
    } else {
      saveDevices(unpartitioned(disk, all));
    }
    out('GPT data structures destroyed! You may now partition the disk using fdisk or\n');
    out('other utilities.\n');
  });
}
