import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Json, perlJson } from './perl-json.ts';

test('a result of the guest agent is printed as Perl prints it', () => {
  const value = { exited: 1, exitcode: 0, 'out-data': 'a\n"b"\\\t\u0001ü', signal: undefined };
  expect(perlJson(value)).toBe(
    '{\n   "exitcode" : 0,\n   "exited" : 1,\n   "out-data" : "a\\n\\"b\\"\\\\\\t\\u0001ü"\n}',
  );
  expect(perlJson([])).toBe('[]');
  expect(perlJson({ a: [], b: [{ c: 1n }] })).toBe(
    '{\n   "a" : [],\n   "b" : [\n      {\n         "c" : 1\n      }\n   ]\n}',
  );
});

test('it is JSON, whatever is in it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(perlJson(value as Json))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
