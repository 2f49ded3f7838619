import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { imageContent } from '../host/web/image-content.ts';
import { imageSize, layImage } from './image.ts';
import { readMark, writeMark } from './image-mark.ts';
import { isInstalled } from './packages.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'image-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const url = 'https://example.org/noble-server-cloudimg-amd64.img';

test('a downloaded image is known by what it says of itself, whatever it is called by then', () => {
  const [file, tree] = [join(folder, 'other.part'), join(folder, 'tree')];
  writeFileSync(file, imageContent(url));
  expect(imageSize(file)).toBe(3_758_096_384);
  layImage(file, tree);
  expect(readFileSync(join(tree, 'etc/os-release'), 'utf8')).toContain('VERSION_ID="24.04"');
  expect(isInstalled(tree, 'cloud-init')).toBe(true);
  expect(isInstalled(tree, 'qemu-guest-agent')).toBe(false);
});

test('a package that was put into the image is in the systems made of it', () => {
  const [file, tree] = [join(folder, 'a.img'), join(folder, 'tree')];
  writeFileSync(file, imageContent(url));
  const mark = readMark(file);
  writeMark(file, { name: mark?.name ?? '', packages: ['qemu-guest-agent'] });
  expect(imageSize(file)).toBe(3_758_096_384);
  layImage(file, tree);
  expect(isInstalled(tree, 'qemu-guest-agent')).toBe(true);
});

test('a placeholder keeps its size when it is marked', () => {
  const file = join(folder, 'b.img');
  writeFileSync(file, 'pve-sandbox image\nname: debian-12-generic-amd64.qcow2\nsize: 2147483648\n');
  expect(imageSize(file)).toBe(2_147_483_648);
  writeMark(file, { name: 'debian-12-generic-amd64.qcow2', packages: ['qemu-guest-agent'] });
  expect(imageSize(file)).toBe(2_147_483_648);
  expect(readMark(file)?.packages).toEqual(['qemu-guest-agent']);
});

test('an image that tells of no system is an empty disk', () => {
  const [file, tree] = [join(folder, 'cloud.qcow2'), join(folder, 'tree')];
  writeFileSync(file, 'QFI\xfb', 'latin1');
  layImage(file, tree);
  expect(existsSync(tree)).toBe(false);
});
