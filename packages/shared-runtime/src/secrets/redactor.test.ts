import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Redactor } from './redactor.ts';

const redactor = (...values: string[]) => {
  const one = new Redactor();
  for (const value of values) one.hide(value);
  return one;
};

const ODD = `it's "a\\b" & c/d+e?`;
const KEY = '-----BEGIN KEY-----\nMIIEvQIBADAN\n  Bgkqhk iG9w0B\n-----END KEY-----';

it.each<[string, string, string, string]>([
  ['as it is', 'hunter2', 'login with hunter2 failed', 'login with (sensitive) failed'],
  ['in JSON', ODD, JSON.stringify({ p: ODD }), '{"p":"(sensitive)"}'],
  ['in a URL', ODD, `?p=${encodeURIComponent(ODD)}&x`, '?p=(sensitive)&x'],
  ['in a form', ODD, `${new URLSearchParams({ p: ODD })}`, 'p=(sensitive)'],
  ['in quotes of a shell', ODD, `'${ODD.replaceAll("'", "'\\''")}'`, "'(sensitive)'"],
  ['escaped for a shell', 'a b$c(d)', 'echo a\\ b\\$c\\(d\\)', 'echo (sensitive)'],
  ['of several lines', KEY, `begin\n${KEY}\nend`, 'begin\n(sensitive)\nend'],
  ['one line of several', KEY, '| MIIEvQIBADAN', '| (sensitive)'],
  ['the longer first', 'hunter2', 'hunter22 hunter2', '(sensitive)2 (sensitive)'],
  ['too short to be found', 'abc', 'abc', 'abc'],
])('a secret is taken out %s', (_, secret, text, shown) => {
  expect(redactor(secret).text(text)).toBe(shown);
});

it('a secret is taken out of base64, wherever it stands in it', () => {
  const secret = 'correct horse';
  for (const before of ['', 'u', 'u:', 'usr', 'user:'])
    for (const form of ['base64', 'base64url'] as const) {
      const text = Buffer.from(`${before}${secret}`).toString(form);
      const shown = redactor(secret).text(text);
      expect(shown).toContain('(sensitive)');
      // What is left are at most the characters that hold bits of others as well.
      expect(shown.replace('(sensitive)', '').length).toBeLessThan(before.length * 2 + 6);
    }
});

it('JSON stays JSON, with its names', () => {
  const known = redactor('secret', '123456', 'message');
  const text = JSON.stringify({ message: 'my secret', n: 123456, deep: [{ secret: '123456' }] });
  expect(JSON.parse(known.printed(text))).toEqual({
    message: 'my (sensitive)',
    n: 123456,
    deep: [{ secret: '(sensitive)' }],
  });
  expect(
    known
      .printed(`${text}\n${text}\n`)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toHaveLength(2);
});

it('the longest of several secrets goes first, whichever was told first', () => {
  expect(redactor('passwd', 'passwd-of-all').text('passwd-of-all')).toBe('(sensitive)');
  expect(redactor('passwd-of-all', 'passwd').text('passwd-of-all')).toBe('(sensitive)');
});

it('of whatever pieces a text comes in, nothing of a secret is settled', () => {
  const secrets = fc.string({ minLength: 6, maxLength: 12, unit: fc.constantFrom('a', 'b', 'é') });
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '\n'), maxLength: 20 });
  fc.assert(
    fc.property(secrets, text, text, fc.array(fc.nat(9)), (secret, before, after, cuts) => {
      const known = redactor(secret);
      const all = Buffer.from(`${before}${secret}${after}`);
      let told = '';
      let from = 0;
      let to = 0;
      for (const cut of [...cuts, all.length]) {
        to = Math.min(all.length, to + cut);
        const piece = Buffer.from(all.subarray(from, to));
        known.cover(piece);
        const isEnd = to === all.length;
        const settled = isEnd ? piece.length : piece.length - known.begun(piece);
        told += piece.toString('latin1', 0, settled);
        from += settled;
      }
      expect(Buffer.from(told, 'latin1').length).toBe(all.length);
      expect(told).not.toContain(Buffer.from(secret).toString('latin1'));
    }),
  );
});
