import { createCipheriv, createHash } from 'node:crypto';
import { markText } from '../../machine/image-mark.ts';

/** Virtual size of every image that the stand-in for the web has: 3.5 GiB. */
const VIRTUAL_SIZE = 3_758_096_384n;
const MEBIBYTE = 1_048_576;

const HEAD = 4096;

/** The bytes of the image at an address: always the same for the same address, about 1 MiB. */
export function imageContent(url: string): Buffer {
  const key = createHash('sha256').update(url).digest();
  const length = MEBIBYTE + (key[0] ?? 0) * 512;
  const noise = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  const bytes = noise.update(Buffer.alloc(length));
  imageHead(fileName(url)).copy(bytes);
  return bytes;
}

/**
 * With what an image begins: a real qcow2 header (of version 3), but for a raw image, and then what
 * it is.
 */
export function imageHead(name: string): Buffer {
  const bytes = Buffer.alloc(HEAD);
  const mark = markText({ name, packages: [] });
  if (name.endsWith('.raw')) {
    bytes.write(`${mark}size: ${VIRTUAL_SIZE}\n`);
  } else {
    header().copy(bytes);
    bytes.write(mark, 512);
  }
  return bytes;
}

/** The last part of an address's path. */
export const fileName = (url: string): string =>
  new URL(url).pathname.split('/').at(-1)?.toString() ?? '';

function header(): Buffer {
  const bytes = Buffer.alloc(104);
  bytes.write('QFI\xfb', 'latin1');
  bytes.writeUInt32BE(3, 4);
  bytes.writeUInt32BE(16, 20);
  bytes.writeBigUInt64BE(VIRTUAL_SIZE, 24);
  bytes.writeUInt32BE(7, 36);
  bytes.writeBigUInt64BE(0x30000n, 40);
  bytes.writeBigUInt64BE(0x10000n, 48);
  bytes.writeUInt32BE(1, 56);
  bytes.writeUInt32BE(4, 96);
  bytes.writeUInt32BE(104, 100);
  return bytes;
}
