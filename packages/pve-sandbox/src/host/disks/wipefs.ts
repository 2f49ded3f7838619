import { noteChange } from '../../record/note.ts';
import { out } from '../../state/talk.ts';
import { answering } from '../answering.ts';
import { Failure } from '../failure.ts';
import { locked } from '../locked.ts';
import { readOptions } from '../options.ts';
import { textTable } from '../text-table.ts';
import { isBusy } from './busy.ts';
import { type BlockDevice, devices, isTable, type Signature, saveDevices } from './device.ts';
import { deviceAt } from './nodes.ts';
import { unpartitioned } from './partitions.ts';
import { magicOf } from './signatures.ts';

const grammar = {
  program: 'wipefs',
  short: 'anfqJpit:o:O:b',
  long: {
    all: 'a',
    'no-act': 'n',
    force: 'f',
    quiet: 'q',
    json: 'J',
    parsable: 'p',
    noheadings: 'i',
    types: 't',
    offset: 'o',
    output: 'O',
    backup: 'b',
  },
};

type Found = { device: BlockDevice; signature: Signature };

/** wipefs: tells the signatures of devices, or erases them. */
export const wipefs = answering((args) => {
  const options = readOptions(args, grammar);
  if (options.words.length === 0) {
    throw new Failure("wipefs: no device specified\nTry 'wipefs --help' for more information.");
  }
  const types = options.value('t')?.split(',');
  const chosen = ({ signature }: Found): boolean =>
    (types === undefined || types.includes(signature.type)) &&
    (options.value('o') === undefined || Number(options.value('o')) === signature.offset);
  const isErasing = options.has('a') || options.has('o');
  if (!isErasing) {
    const found = options.words.flatMap((word) => signaturesOn(opened(word))).filter(chosen);
    show(found, options.has('J'), options.has('p'), options.has('i'));
    return 0;
  }
  for (const word of options.words) {
    erase(word, chosen, options.has('n'), options.has('f'), options.has('q'));
  }
  return 0;
});

/** The device of a path. @throws Refusal in the words of wipefs */
function opened(path: string): BlockDevice {
  const device = deviceAt(path);
  if (device !== undefined) return device;
  throw new Failure(
    `wipefs: error: ${path}: probing initialization failed: No such file or directory`,
  );
}

const signaturesOn = (device: BlockDevice): Found[] =>
  [...device.signatures]
    .sort((a, b) => a.offset - b.offset)
    .map((signature) => ({ device, signature }));

function show(found: readonly Found[], json: boolean, parsable: boolean, bare: boolean): void {
  const rows = found.map(({ device, signature: { type, offset, uuid, label } }) => ({
    device: device.name,
    offset: `0x${offset.toString(16)}`,
    type,
    uuid: uuid ?? null,
    label: label ?? null,
  }));
  if (json) {
    out(`${JSON.stringify({ signatures: rows }, null, 3)}\n`);
    return;
  }
  if (parsable) {
    if (!bare) out('# offset,uuid,label,type\n');
    for (const { offset, uuid, label, type } of rows) {
      out(`${offset},${uuid ?? ''},${label ?? ''},${type}\n`);
    }
    return;
  }
  if (rows.length === 0) return;
  const heads = ['DEVICE', 'OFFSET', 'TYPE', 'UUID', 'LABEL'].map((head) => ({ head }));
  const cells = rows.map(({ device, offset, type, uuid, label }) => [
    device,
    offset,
    type,
    uuid ?? '',
    label ?? '',
  ]);
  out(textTable(heads, cells, { headings: !bare }));
}

function erase(
  path: string,
  chosen: (found: Found) => boolean,
  noAct: boolean,
  force: boolean,
  quiet: boolean,
): void {
  locked(() => {
    const device = opened(path);
    const all = devices();
    if (isBusy(device, all) && !force && !noAct) {
      throw new Failure(
        `wipefs: error: ${path}: probing initialization failed: Device or resource busy`,
      );
    }
    const gone = signaturesOn(device).filter(chosen);
    for (const { signature } of quiet ? [] : gone) out(erasedText(path, signature));
    if (noAct || gone.length === 0) return;
    noteChange();
    const cut = gone.some(({ signature }) => isTable(signature.type));
    if (cut && !quiet) out(`${path}: calling ioctl to re-read partition table: Success\n`);
    saveDevices(without(device, gone, cut ? unpartitioned(device, all) : all));
  });
}

function without(
  device: BlockDevice,
  gone: readonly Found[],
  all: readonly BlockDevice[],
): BlockDevice[] {
  const offsets = new Set(gone.map(({ signature }) => signature.offset));
  return all.map((one) => {
    if (one.name !== device.name) return one;
    const signatures = one.signatures.filter(({ offset }) => !offsets.has(offset));
    const { group, ...rest } = one;
    const keeps = signatures.some(({ type }) => type === 'LVM2_member') && group !== undefined;
    return { ...rest, signatures, ...(keeps && { group }) };
  });
}

function erasedText(path: string, { type, offset }: Signature): string {
  const magic = magicOf(type);
  const count = magic.split(' ').length;
  const at = `0x${offset.toString(16).padStart(8, '0')}`;
  return `${path}: ${count} bytes were erased at offset ${at} (${type}): ${magic}\n`;
}
