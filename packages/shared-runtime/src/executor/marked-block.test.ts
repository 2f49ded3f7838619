import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockIn, withBlock } from './marked-block.ts';

const BEGIN = '# phoenix shares begin: what is between these lines is made';
const END = '# phoenix shares end';

describe('a marked block', () => {
  it.each([
    ['', ['a'], undefined, `${BEGIN}\na\n${END}\n`],
    ['x\n', ['a'], undefined, `x\n${BEGIN}\na\n${END}\n`],
    ['x', ['a'], undefined, `x\n${BEGIN}\na\n${END}\n`],
    ['x\n', ['a'], 'start', `${BEGIN}\na\n${END}\nx\n`],
    [`x\n${BEGIN}\na\n${END}\ny`, ['b', 'c'], undefined, `x\n${BEGIN}\nb\nc\n${END}\ny`],
    [`x\n${BEGIN}\na\n${END}\ny`, [], undefined, 'x\ny'],
    ['x\n', [], undefined, 'x\n'],
    // Somebody took the end away: what follows may be his.
    [`${BEGIN}\na\n`, ['b'], undefined, `${BEGIN}\na\n${BEGIN}\nb\n${END}\n`],
  ] as const)('%j with %j', (text, lines, at, expected) => {
    expect(withBlock(text, { name: 'shares', lines, ...(at && { at }) })).toBe(expected);
  });

  it('is found again, and nothing else is changed', () => {
    const line = fc.stringMatching(/^[ a-z#]{0,8}$/);
    fc.assert(
      fc.property(fc.array(line), fc.array(line, { minLength: 1 }), (others, lines) => {
        const text = others.map((one) => `${one}\n`).join('');
        const made = withBlock(text, { name: 'shares', lines });
        expect(blockIn(made, 'shares')).toEqual(lines);
        expect(withBlock(made, { name: 'shares', lines })).toBe(made);
        expect(withBlock(made, { name: 'shares', lines: [] })).toBe(text);
      }),
    );
  });
});
