import { createHash } from 'node:crypto';
import { createStop, openJournal } from '@phoenix/shared-runtime';
import { fakeHost } from '@phoenix/shared-runtime/testing';
import { expect, test } from 'vitest';
import { verifyImage } from './verify-image.ts';

const FILE = '/var/lib/vz/import/noble.img';
const SUM = createHash('sha256').update('the image').digest('hex');

async function verify(sha256?: string, words = [FILE]) {
  const host = fakeHost();
  host.files.set(FILE, 'the image');
  let said = '';
  const plain = (_: string, text: string) => text;
  await verifyImage.run({
    program: 'vm-manager',
    tool: 'verify-image',
    host,
    stop: createStop(),
    journal: openJournal(host, { warn: () => {} }),
    out: {
      result: (text) => {
        said += text;
      },
      talk: () => {},
      paint: plain,
      paintTalk: plain,
    },
    words,
    command: [],
    flags: sha256 === undefined ? {} : { sha256 },
    stdin: () => undefined,
    writeBytes: async () => {},
  });
  return said;
}

test('an image is the one that is meant, or both sums are named', async () => {
  expect(await verify(SUM)).toBe(`${FILE} is verified\n`);
  const other = 'ab'.repeat(32);
  await expect(verify(other)).rejects.toMatchObject({
    message: `${FILE} is not the image that is meant: its SHA-256 is ${SUM}, wanted ${other}`,
    hint: `was it replaced, or the sum mistyped? Correct sha256, or remove ${FILE}`,
  });
});

test('what cannot be compared is told', async () => {
  await expect(verify()).rejects.toMatchObject({ exit: 64 });
  await expect(verify('12')).rejects.toMatchObject({ exit: 64 });
  await expect(verify(SUM, ['/missing.img'])).rejects.toThrow('there is no such file');
});
