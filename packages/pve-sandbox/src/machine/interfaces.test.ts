import { expect, test } from 'vitest';
import { linkLocal } from './interfaces.ts';

test('a card gives itself the address that was recorded for it', () => {
  expect(linkLocal('bc:24:11:00:81:01')).toBe('fe80::be24:11ff:fe00:8101');
  expect(linkLocal('bc:24:11:36:74:e1')).toBe('fe80::be24:11ff:fe36:74e1');
});
