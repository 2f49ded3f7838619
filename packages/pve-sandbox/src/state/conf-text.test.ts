import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeText, encodeText } from './conf-text.ts';

test('what Proxmox was recorded to write', () => {
  expect(encodeText('line two: 100% äöü')).toBe('line two%3A 100%25 %C3%A4%C3%B6%C3%BC');
  expect(encodeText('a\tb #c')).toBe('a%09b #c');
});

test('a stray percent sign stays', () => {
  expect(decodeText('100% done %4')).toBe('100% done %4');
});

test('decoding undoes encoding', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(decodeText(encodeText(text))).toBe(text);
    }),
  );
});
