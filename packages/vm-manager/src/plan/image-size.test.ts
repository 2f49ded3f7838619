import { planLines } from '@phoenix/shared-runtime/testing';
import { expect, it, test } from 'vitest';
import { anInput, aVm, CACHED, IMAGE, planCreate } from './fixtures.ts';
import { virtualSize } from './image-size.ts';

/** The first bytes of a qcow2 image of so many GiB, somewhere in a larger buffer. */
function qcow2(size: number): Uint8Array {
  const bytes = new Uint8Array(48);
  bytes.set([0x51, 0x46, 0x49, 0xfb, 0, 0, 0, 3], 8);
  new DataView(bytes.buffer).setBigUint64(32, BigInt(size * 2 ** 30));
  return bytes.subarray(8, 40);
}

const text = (words: string) => new TextEncoder().encode(words.padEnd(32, '\0'));

test.each([
  ['a.img', qcow2(3.5), 3.5 * 2 ** 30],
  ['a.raw', text(''), 5],
  ['a.img', text(''), 5],
  ['a.img', new Uint8Array(), 5],
  ['a.qcow2', text(''), undefined],
  ['a.img', text('KDMV'), undefined],
  ['a.img', qcow2(3.5).subarray(0, 20), 5],
])('%s', (name, head, size) => {
  expect(virtualSize(head, `/srv/${name}`, 5)).toBe(size);
});

it('refuses a disk that is smaller than its image, before anything is changed', () => {
  const create = (disk: number, more = {}) =>
    planCreate(
      anInput({
        guests: [aVm(8001, { disk_size_gb: disk, ...more })],
        heads: { [CACHED]: qcow2(3.5) },
        paths: ['virt-customize'],
      }),
      false,
    );
  const problem = `x cannot create 8001: its disk of 2 GiB is smaller than image ${IMAGE} (3.5 GiB)`;
  expect(planLines(create(2))).toEqual(['create', problem]);
  expect(planLines(create(2, { customize_image: true }))).toEqual(['create', problem]);
  expect(create(2).problems[0]?.hint).toBe('declare disk_size_gb 4 or more for 8001');
  expect(create(4).problems).toEqual([]);
});
