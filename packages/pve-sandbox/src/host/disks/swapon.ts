import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { OWN } from '../../record/files.ts';
import { hostPath } from '../../state/paths.ts';
import { out } from '../../state/talk.ts';
import { answering } from '../answering.ts';
import { readOptions } from '../options.ts';
import { textTable } from '../text-table.ts';
import { devicePath, devices } from './device.ts';
import { sizeText } from './size-text.ts';

const grammar = {
  program: 'swapon',
  short: 'sSbnar',
  long: { summary: 's', show: 'S', bytes: 'b', noheadings: 'n', raw: 'r', all: 'a' },
};

/** swapon: what the host swaps to. */
export const swapon = answering((args) => {
  const shown = args.map((word) => word.replace(/^--show=.*/, '--show'));
  const options = readOptions(shown, grammar);
  if (options.has('s')) {
    out(swapsText());
    return 0;
  }
  const rows = swaps().map(({ name, size }, at) => [
    name,
    'partition',
    options.has('b') ? `${size}` : sizeText(size),
    options.has('b') ? '0' : '0B',
    `${-2 - at}`,
  ]);
  const heads = ['NAME', 'TYPE', 'SIZE', 'USED', 'PRIO'].map((head) => ({
    head,
    right: /SIZE|USED|PRIO/.test(head),
  }));
  if (rows.length > 0) out(textTable(heads, rows, { headings: !options.has('n') }));
  return 0;
});

/** What is swapped to, by the kernel's names. */
const swaps = (): { name: string; size: number }[] =>
  devices()
    .filter(({ swap }) => swap)
    .map((device) => ({
      name: device.kind === 'lvm' ? `/dev/${device.name}` : devicePath(device),
      size: device.size - 4096,
    }));

/** The text of /proc/swaps. */
function swapsText(): string {
  const head = 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n';
  return `${head}${swaps()
    .map(
      ({ name, size }, at) =>
        `${name.padEnd(39)} partition\t${Math.floor(size / 1024)}\t\t0\t\t${-2 - at}\n`,
    )
    .join('')}`;
}

/** The file that stands in for the machine's /proc/swaps. */
export const swapsFile = `${OWN}/proc/swaps`;

/** Writes what /proc/swaps shows; in place, because a running command has it mounted. */
export function tellSwaps(): void {
  const file = hostPath(swapsFile);
  if (!existsSync(dirname(file))) mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, swapsText());
}
