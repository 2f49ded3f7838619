import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeCommand } from './shell-word.ts';

test('a shell takes a command line apart into the words that it was made of', () => {
  const word = fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', ''));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
      const script = 'eval "set -- $(printf %s "$1" | base64 -d)"; printf "%s\\0" "$@"';
      const out = execFileSync('sh', ['-c', script, 'sh', encodeCommand(words)]);
      expect(out.equals(Buffer.from(words.map((each) => `${each}\0`).join('')))).toBe(true);
    }),
    { numRuns: 40 },
  );
});
