import { expect, it } from 'vitest';
import { virtualSize } from './image-size.ts';

const head = (text: string) => Uint8Array.from([...text].map((char) => char.charCodeAt(0)));

it.each([
  ['QFI\xfb', '/a.img', 99],
  ['QFI\xfb', '/a.qcow2', undefined],
  [`QFI\xfb${'\0'.repeat(27)}\x05`, '/a.img', 5],
  [`QFI\xfb${'\0'.repeat(27)}`, '/a.qcow2', undefined],
  ['KDMV', '/a.img', undefined],
  ['# Di', '/a.raw', undefined],
  ['vhdx', '/a.raw', undefined],
  ['cone', '/a.raw', undefined],
  ['QED\0', '/a.raw', undefined],
  ['\0\0\0\0', '/a.raw', 99],
  ['', '/a.img', 99],
  ['\0\0\0\0', '/a.qcow2', undefined],
  ['\0\0\0\0', '/a.img.gz', undefined],
  ['\0\0\0\0', '/aimg', undefined],
])('bytes of the disk in an image that begins with %j, %s', (text, path, bytes) => {
  expect(virtualSize(head(text), path, 99)).toBe(bytes);
});
