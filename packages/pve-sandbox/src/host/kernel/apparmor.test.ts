import { expect, test } from 'vitest';
import { profilesIn } from './apparmor.ts';

test.each([
  ['profile a flags=(attach_disconnected) {\n}\n', ['a'], undefined],
  [
    '#include <tunables/global>\nprofile b-c flags=(x,y) {\n  #include <abstractions/base>\n  mount,\n  /etc/{a,b} r,\n  @{PROC}/** r, # all\n}\n',
    ['b-c'],
    undefined,
  ],
  ['/usr/bin/x {\n  capability,\n}\n', ['/usr/bin/x'], undefined],
  ['profile a {\n  mount\n}\n', ['a'], 2],
  ['profile a {\n', ['a'], 2],
  ['words\n', [], 1],
])('%j', (text, names, line) => {
  const read = profilesIn(text);
  expect(read.names).toEqual(names);
  expect(read.error?.line).toBe(line);
});
