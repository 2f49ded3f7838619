import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonDocument } from './document.ts';
import { scan } from './scan.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isScanned(text: string): boolean {
  try {
    scan(text);
    return true;
  } catch {
    return false;
  }
}

/** JSON text with a few characters taken out, put in or doubled. */
const brokenJson = fc
  .tuple(
    fc.json({ maxDepth: 4 }),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom(...'{}[],:"\\ \n0-t')), { maxLength: 3 }),
  )
  .map(([text, edits]) =>
    edits.reduce((now, [at, put], index) => {
      const cut = at % (now.length + 1);
      return now.slice(0, cut) + (index % 2 === 0 ? put : '') + now.slice(cut + (index % 3));
    }, text),
  );

describe('the grammar', () => {
  test('is that of JSON.parse', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json({ maxDepth: 6 }), brokenJson, fc.string()), (text) => {
        expect(isScanned(text)).toBe(isJson(text));
      }),
      { numRuns: 1000 },
    );
  });

  test('every broken text has a problem with a place inside it', () => {
    fc.assert(
      fc.property(brokenJson, (text) => {
        const document = new JsonDocument('f.json', text);
        expect(document.data === undefined).toBe(!isJson(text));
        for (const problem of document.problems) {
          expect(problem.where?.line).toBeLessThanOrEqual(text.split('\n').length);
          expect(problem.message).not.toBe('this is not JSON');
        }
      }),
      { numRuns: 500 },
    );
  });

  test('says no to endless nesting instead of falling', () => {
    const document = new JsonDocument('f.json', `${'['.repeat(90_000)}${']'.repeat(90_000)}`);
    expect(document.problems.map((one) => one.message)).toEqual(['values are nested too deep']);
  });
});

describe('a mistake is told in words, with its place', () => {
  test.each([
    ['', '1:1', 'the file is empty'],
    ['{\n  "a": 1,\n}', '2:9', 'a comma before } is not allowed'],
    ['[1,]', '1:3', 'a comma before ] is not allowed'],
    ['{\n  "a": 1\n  "b": 2\n}', '2:8', 'a comma is missing after this'],
    ['{ "a" 1 }', '1:7', 'a colon should stand here, not "1"'],
    ["{ 'a': 1 }", '1:3', 'a name in double quotes should stand here, not "\'"'],
    ['{ a: 1 }', '1:3', 'a name in double quotes should stand here, not "a"'],
    ['{ "a": True }', '1:8', 'a value should stand here, not "True"'],
    ['{ "a": }', '1:8', 'a value should stand here, not "}"'],
    ['// hi\n{}', '1:1', 'JSON has no comments'],
    ['{ "a": 1 // no\n}', '1:10', 'JSON has no comments'],
    ['{ "a": "x\n}', '1:8', 'this text is not closed on its line'],
    ['{ "a": "C:\\x" }', '1:11', '"\\\\x" is no escape that JSON knows'],
    ['{ "a": "x\ty" }', '1:10', 'a text must not hold U+0009 (a tab)'],
    ['{ "a": "x\0y" }', '1:10', 'a text must not hold U+0000 (NUL)'],
    ['{ "a":\u00a0\ufeff1 }', '1:7', 'a value should stand here, not "\u00a0"'],
    ['{ "a": \ufeff1 }', '1:8', 'a value should stand here, not U+FEFF (a byte order mark)'],
    ['{ "a": "x\ufffdy" }', '1:10', 'here the file is not UTF-8: it has a byte that means nothing'],
    ['{ \ufffd }', '1:3', 'here the file is not UTF-8: it has a byte that means nothing'],
    ['\ufffd\ufffd{\0\n\0', '1:1', 'the file is not UTF-8; it looks like UTF-16'],
    ['{\n  "a": [1, 2\n', '2:12', 'the file ends too early: the [ of line 2 is never closed'],
    ['{ "a": [1 }', '1:11', '} does not close the [ of line 1'],
    ['{} {}', '1:4', 'the file should end here, not go on with "{"'],
    ['{ "a": 01 }', '1:8', 'a comma is missing after this'],
  ])('%j', (text, place, message) => {
    const [problem] = new JsonDocument('f.json', text).problems;
    expect(problem?.message).toBe(message);
    expect(`${problem?.where?.line}:${problem?.where?.column}`).toBe(place);
  });
});

describe('places', () => {
  const text = '\uFEFF{\r\n  "a": {"b": [1,\r\n    {"c": 2}]},\r\n  "a": 3\r\n}';
  const document = new JsonDocument('f.json', text);

  test('of values and of names', () => {
    const other = new JsonDocument('f.json', '{\n "a": {"b": [1,\n  {"c": 2}]}}');
    expect(other.value(['a', 'b', 1, 'c'])).toEqual({ file: 'f.json', line: 3, column: 9 });
    expect(other.name(['a', 'b', 1, 'c'])).toEqual({ file: 'f.json', line: 3, column: 4 });
    expect(other.value(['a', 'nothing', 'x'])).toEqual({ file: 'f.json', line: 2, column: 7 });
  });

  test('a name that stands twice is found, a byte order mark is told', () => {
    expect(document.problems.map((one) => one.code)).toEqual(['byte-order-mark']);
    expect(document.duplicates()).toMatchObject([
      { path: [], name: 'a', first: { line: 2, column: 3 }, again: { line: 4, column: 3 } },
    ]);
  });

  test('text that only looks like a name is none', () => {
    expect(new JsonDocument('f.json', '{"a": "x\\": y\\":"}').duplicates()).toEqual([]);
  });
});

test('a string of any length has its place', () => {
  const long = 'x'.repeat(20_000_000);
  expect(scan(`{"a":"${long}","b":1}`).members?.map(({ name }) => name)).toEqual(['a', 'b']);
  expect(() => scan(`{"a":"${long}`)).toThrow();
});
