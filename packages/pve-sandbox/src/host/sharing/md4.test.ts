import { expect, test } from 'vitest';
import { md4 } from './md4.ts';

test.each([
  ['', '31D6CFE0D16AE931B73C59D7E0C089C0'],
  ['abc', 'A448017AAF21D8525FC10AE87AA6729D'],
  [
    '12345678901234567890123456789012345678901234567890123456789012345678901234567890',
    'E33B4DDC9C38F2199C3E7B164FCC0536',
  ],
])('%j', (text, sum) => expect(md4(Buffer.from(text))).toBe(sum));

test('the hash of a Windows password', () => {
  expect(md4(Buffer.from('password', 'utf16le'))).toBe('8846F7EAEE8FB117AD06BDD830B7586C');
});
