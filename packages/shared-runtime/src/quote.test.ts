import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { printable, printableLines, quoteArgv, quoteWord, spellUnseen } from './quote.ts';

// Real processes on a busy machine take their time.
vi.setConfig({ testTimeout: 60_000 });

test.each([
  [
    ['pct', 'set', '950', '--net0', 'name=eth0,ip=10.0.0.5/24'],
    'pct set 950 --net0 name=eth0,ip=10.0.0.5/24',
  ],
  [['echo', ''], "echo ''"],
  [['a b', '$(id)', ';'], "'a b' '$(id)' ';'"],
  [["it's"], "'it'\\''s'"],
  [['a\nb'], "$'a\\nb'"],
  [['\u001b[31m'], "$'\\x1b[31m'"],
])('%j reads %s', (argv, text) => expect(quoteArgv(argv)).toBe(text));

test('bash reads back what was quoted', () => {
  const word = fc
    .string({ unit: 'grapheme', maxLength: 12 })
    .filter((text) => !text.includes('\0'));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
      const script = `printf '%s\\0' ${quoteArgv(words)}`;
      const env = { ...process.env, LC_ALL: 'C.UTF-8' };
      const back = execFileSync('bash', ['-c', script], { env }).toString().split('\0');
      expect(back.slice(0, -1)).toEqual(words);
    }),
    { numRuns: 40 },
  );
});

test('nothing printable plays with the terminal', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(printable(text)).not.toMatch(/[\p{Cc}\u202e]/u);
    }),
  );
});

test.each(['\u061c', '\u200e', '\u200f', '\u202a', '\u202e', '\u2066', '\u2069'])(
  'the mark %j, which orders writing and is seen by nobody, is spelled out',
  (mark) => {
    const spelled = `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`;
    expect(printable(`a${mark}b`)).toBe(`a${spelled}b`);
    expect(quoteWord(`a${mark}b`)).toBe(`$'a${spelled}b'`);
  },
);

test('lines and tabs of a text stay, returns at their ends go, and nothing else plays with the terminal', () => {
  expect(printableLines('a\tb\r\nc\rd\r\r\n\u001b[2Je\r')).toBe('a\tb\nc\\rd\n\\x1b[2Je');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(printableLines(text)).not.toMatch(/(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_C}]/u);
    }),
  );
});

test('a megabyte of returns is looked through once', () => {
  const text = `${'\r'.repeat(1_000_000)}x`;
  expect(printableLines(text)).toBe(`${'\\r'.repeat(1_000_000)}x`);
});

test('JSON whose unseen characters are spelled out is the same JSON', () => {
  fc.assert(
    fc.property(fc.json(), fc.string({ unit: 'binary' }), (json, text) => {
      for (const one of [json, JSON.stringify([text, `\\${text}`])])
        expect(JSON.parse(spellUnseen(one))).toEqual(JSON.parse(one));
    }),
  );
  const spelled = spellUnseen(JSON.stringify('\u007f\u009b2J\u2028\u202e'));
  expect(spelled).toBe('"\\u007f\\u009b2J\\u2028\\u202e"');
});
