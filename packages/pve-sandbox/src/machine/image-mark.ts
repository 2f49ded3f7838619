import { closeSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { hostPath } from '../state/paths.ts';

/** What an image of the sandbox says of itself. */
export type ImageMark = {
  /** The name under which it was made, whatever it is called by now. */
  name: string;
  /** Packages that were put into it. */
  packages: string[];
};

const START = 'pve-sandbox image\n';
const HEAD = 4096;

/** The first bytes of an image file. */
function head(file: string): Buffer {
  const bytes = Buffer.alloc(HEAD);
  const fd = openSync(hostPath(file), 'r');
  const length = readSync(fd, bytes, 0, HEAD, 0);
  closeSync(fd);
  return bytes.subarray(0, length);
}

/** The mark of an image; undefined where the file is none of the sandbox's. */
export function readMark(file: string): ImageMark | undefined {
  const text = head(file).toString('latin1');
  const at = text.indexOf(START);
  if (at < 0) return undefined;
  const lines = text.slice(at).replace(/\0.*$/s, '');
  const field = (key: string) => new RegExp(`^${key}: *(.*)$`, 'm').exec(lines)?.[1] ?? '';
  return { name: field('name'), packages: field('packages').split(',').filter(Boolean) };
}

/** The text of a mark, to be put into the first 4 KiB of an image. */
export const markText = ({ name, packages }: ImageMark): string =>
  `${START}name: ${name}\n${packages.length > 0 ? `packages: ${packages.join(',')}\n` : ''}`;

/** Writes another mark over that of an image; a text placeholder grows, a disk image does not. */
export function writeMark(file: string, mark: ImageMark): void {
  const old = head(file).toString('latin1');
  const at = Math.max(old.indexOf(START), 0);
  const size = /^size: *\d+$/m.exec(old)?.[0];
  const text = `${markText(mark)}${size === undefined ? '' : `${size}\n`}`;
  const fd = openSync(hostPath(file), 'r+');
  writeSync(fd, `${text}\0`, at);
  closeSync(fd);
}

/** Virtual size of an image in bytes: by its qcow2 header, by its mark, or the file's own. */
export function imageSize(file: string): number {
  const bytes = head(file);
  if (bytes.length >= 32 && bytes.toString('latin1', 0, 4) === 'QFI\xfb') {
    return Number(bytes.readBigUInt64BE(24));
  }
  const text = bytes.toString('latin1');
  const told = text.includes(START) ? /^size: *(\d+)$/m.exec(text)?.[1] : undefined;
  return told === undefined ? statSync(hostPath(file)).size : Number(told);
}
