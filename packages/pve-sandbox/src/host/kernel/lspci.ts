import { out } from '../../state/talk.ts';
import { has, optionOf, readOptions } from '../read-options.ts';
import { boundToVfio } from './boot.ts';
import { type Card, cards, isNvidiaGpu } from './cards.ts';
import { isLoaded } from './modules.ts';

/** The driver that a device is in the hands of; undefined for none. */
function driverOf(card: Card): string | undefined {
  if (boundToVfio(card)) return 'vfio-pci';
  if (isNvidiaGpu(card)) return ['nvidia', 'nouveau'].find(isLoaded);
  return /^0403/.test(card.classId) ? 'snd_hda_intel' : undefined;
}

/** lspci [-n|-nn] [-D] [-k] [-m] [-d VENDOR:DEVICE] [-s SLOT]. */
export function lspci(args: readonly string[]): number {
  const words = readOptions(args, ['d', 's']);
  const numbers = words.options.get('n')?.length ?? 0;
  const [vendor = '', device = ''] = (optionOf(words, 'd') ?? '').toLowerCase().split(':');
  const slot = optionOf(words, 's') ?? '';
  for (const card of cards()) {
    if (vendor !== '' && card.vendorId !== vendor) continue;
    if (device !== '' && card.deviceId !== device) continue;
    if (slot !== '' && !card.slot.replace(/^0000:/, '').startsWith(slot.replace(/^0000:/, '')))
      continue;
    const at = has(words, 'D') ? card.slot : card.slot.replace(/^0000:/, '');
    if (has(words, 'm')) out(machineLine(card, at, numbers));
    else out(line(card, at, numbers));
    if (!has(words, 'k', 'v')) continue;
    const driver = driverOf(card);
    if (driver !== undefined) out(`\tKernel driver in use: ${driver}\n`);
    if (isNvidiaGpu(card)) out('\tKernel modules: nvidiafb, nouveau\n');
  }
  return 0;
}

function line(card: Card, at: string, numbers: number): string {
  const ids = `${card.vendorId}:${card.deviceId}`;
  if (numbers === 1) return `${at} ${card.classId}: ${ids} (rev a1)\n`;
  const [kind, id] = numbers > 1 ? [` [${card.classId}]`, ` [${ids}]`] : ['', ''];
  return `${at} ${card.className}${kind}: ${card.vendor} ${card.device}${id} (rev a1)\n`;
}

function machineLine(card: Card, at: string, numbers: number): string {
  if (numbers === 1) return `${at} "${card.classId}" "${card.vendorId}" "${card.deviceId}" -ra1\n`;
  const id = (text: string) => (numbers > 1 ? ` [${text}]` : '');
  return `${at} "${card.className}${id(card.classId)}" "${card.vendor}${id(card.vendorId)}" "${card.device}${id(card.deviceId)}" -ra1 "" ""\n`;
}
