import { out } from '../../state/talk.ts';
import { answering } from '../answering.ts';
import { Failure } from '../failure.ts';
import { readOptions } from '../options.ts';
import { type BlockDevice, contentOf, devicePath, devices, tableOf } from './device.ts';
import { deviceAt } from './nodes.ts';
import { usageOf, versionOf } from './signatures.ts';

const grammar = {
  program: 'blkid',
  short: 'pigls:o:c:t:L:U:k',
  long: {
    probe: 'p',
    info: 'i',
    'match-tag': 's',
    output: 'o',
    'cache-file': 'c',
    'match-token': 't',
    label: 'L',
    uuid: 'U',
  },
  exit: 4,
};

/** blkid: what devices hold; exit 2 when nothing was found. */
export const blkid = answering((args) => {
  const options = readOptions(args, grammar);
  const all = devices();
  const wanted = options.value('L') ?? options.value('U');
  if (wanted !== undefined) {
    const key = options.has('L') ? 'LABEL' : 'UUID';
    const found = all.find((one) => tags(one, false)[key] === wanted);
    if (found === undefined) return 2;
    out(`${devicePath(found)}\n`);
    return 0;
  }
  const probing = options.has('p');
  const chosen =
    options.words.length === 0
      ? all.map((device) => ({ path: devicePath(device), device }))
      : options.words.map((path) => ({ path, device: deviceAt(path, all) }));
  if (probing) refuseMissing(chosen);
  const [, key, value] = /^(\w+)=(.*)$/.exec(options.value('t') ?? '') ?? [];
  let shown = 0;
  for (const { path, device } of chosen) {
    const found = device === undefined ? {} : tags(device, probing);
    if (Object.keys(found).length === 0 || (key !== undefined && found[key] !== value)) continue;
    const asked = options.all('s');
    const kept = Object.entries(found).filter(([tag]) => asked.length === 0 || asked.includes(tag));
    if (kept.length === 0) continue;
    if (shown > 0 && options.value('o') === 'export') out('\n');
    shown++;
    out(text(path, kept, options.value('o') ?? 'full'));
  }
  return shown > 0 ? 0 : 2;
});

function refuseMissing(chosen: readonly { path: string; device: BlockDevice | undefined }[]): void {
  const missing = chosen.find(({ device }) => device === undefined);
  if (missing === undefined) return;
  throw new Failure(`blkid: error: ${missing.path}: No such file or directory`, 2);
}

/** The tags of a device in the order of blkid; low-level probing tells of partition tables too. */
function tags(device: BlockDevice, probing: boolean): Record<string, string> {
  const content = contentOf(device);
  const { partition } = device;
  const found: Record<string, string | undefined> = {
    LABEL: content?.label,
    UUID: content?.uuid,
    VERSION: probing && content !== undefined ? versionOf(content.type) : undefined,
    TYPE: content?.type,
    USAGE: probing && content !== undefined ? usageOf(content.type) : undefined,
    PTTYPE: tableOf(device),
    PARTLABEL: probing ? undefined : partition?.label,
    PARTUUID: probing ? undefined : partition?.uuid,
    PART_ENTRY_SCHEME: probing && partition !== undefined ? 'gpt' : undefined,
    PART_ENTRY_TYPE: probing ? partition?.type : undefined,
    PART_ENTRY_UUID: probing ? partition?.uuid : undefined,
  };
  return Object.fromEntries(
    Object.entries(found).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

function text(path: string, found: readonly [string, string][], format: string): string {
  switch (format) {
    case 'value':
      return found.map(([, value]) => `${value}\n`).join('');
    case 'export':
      return `DEVNAME=${path}\n${found.map(([key, value]) => `${key}=${value.replaceAll(' ', '\\ ')}\n`).join('')}`;
    case 'device':
      return `${path}\n`;
    case 'udev':
      return found.map(([key, value]) => `ID_FS_${key}=${value.replaceAll(' ', '_')}\n`).join('');
    default:
      return `${path}: ${found.map(([key, value]) => `${key}="${value}"`).join(' ')}\n`;
  }
}
