import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  emptyConf,
  emptySection,
  type GuestConf,
  parseGuestConf,
  type Section,
} from './guest-conf.ts';
import { guestConfText } from './guest-conf-text.ts';

const parse = (text: string) => {
  const warnings: string[] = [];
  return { conf: parseGuestConf(101, text, (line) => warnings.push(line)), warnings };
};
const rewrite = (text: string) => guestConfText(parse(text).conf);

const line = fc.oneof(
  fc.integer({ min: 16, max: 99999 }).map((value) => ['memory', `${value}`]),
  fc.integer({ min: 0, max: 99999 }).map((value) => ['swap', `${value}`]),
  fc.constantFrom(['onboot', '0'], ['onboot', '1'], ['arch', 'amd64'], ['tags', 'a;b']),
  fc
    .integer({ min: 0, max: 255 })
    .map((n) => [`mp${n}`, `local:101/vm-101-disk-${n}.raw,mp=/m${n}`]),
  fc.constantFrom(['hostname', 'web'], ['features', 'nesting=1,keyctl=1'], ['madeup', 'kept']),
) as fc.Arbitrary<[string, string]>;
const lxcLine = fc.constantFrom<[string, string]>(
  ['lxc.mount.entry', '/dev/null dev/x none bind,optional,create=file 0 0'],
  ['lxc.cgroup2.devices.allow', 'c 195:* rwm'],
  ['lxc.environment', 'A=b: c'],
);
const section = fc.record({
  values: fc.array(line, { maxLength: 6 }).map((lines) => new Map(lines)),
  lxc: fc.array(lxcLine, { maxLength: 3 }),
  description: fc.option(
    fc
      .array(
        fc.string({ unit: 'grapheme' }).map((text) => text.replace(/\n/g, '')),
        { minLength: 1, maxLength: 3 },
      )
      .filter((lines) => lines.at(-1) !== '')
      .map((lines) => `${lines.join('\n')}\n`),
    { nil: undefined },
  ),
}) as fc.Arbitrary<Section>;
const confs: fc.Arbitrary<GuestConf> = fc
  .tuple(
    section,
    section,
    fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9_-]{1,8}$/), section, { maxKeys: 3 }),
  )
  .map(([main, pending, snapshots]) => ({
    ...main,
    pending: { ...emptySection(), values: pending.values },
    snapshots: new Map(Object.entries(snapshots)),
  }));

test('writing and reading gives the same conf', () => {
  fc.assert(
    fc.property(confs, (conf) => {
      const text = guestConfText(conf);
      expect(rewrite(text)).toBe(text);
    }),
  );
});

test('keys are sorted, raw lines last, snapshots by name', () => {
  const text = `lxc.environment = A=1
swap: 1
#note
memory:2

[bb]
memory: 3
[aa]
memory: 4
[pve:pending]
memory: 5
`;
  expect(rewrite(text)).toBe(`#note
memory: 2
swap: 1
lxc.environment: A=1

[pve:pending]
memory: 5

[aa]
memory: 4

[bb]
memory: 3
`);
});

test('what is not understood is told and lost, what is wrong is told and kept', () => {
  const { conf, warnings } = parse(
    'garbage\n  onboot: 1\ncores : 2\nlxc.nosuch: 1\nmemory: abc\nmp0: bad\nmadeup: 1\n',
  );
  expect(warnings).toEqual([
    'vm 101 - unable to parse config: garbage',
    'vm 101 - unable to parse config:   onboot: 1',
    'vm 101 - unable to parse config: cores : 2',
    'vm 101 - unable to parse config: lxc.nosuch: 1',
    "vm 101 - unable to parse value of 'memory' - type check ('integer') failed - got 'abc'",
    "vm 101 - unable to parse value of 'mp0' - format error\nmp: property is missing and it is not optional",
    "vm 101 - unable to parse value of 'madeup' - unknown setting 'madeup'",
  ]);
  expect(guestConfText(conf)).toBe('madeup: 1\nmemory: abc\nmp0: bad\n');
});

test('keys of former LXC are told and kept, keys that only LXC knows are lost', () => {
  const { conf, warnings } = parse(
    'lxc.aa_profile: x\nlxc.limit.nofile: 9\nlxc.tty.dir: y\nlxc.rootfs.options: ro\nlxc.init.uid: 5\n',
  );
  expect(warnings).toEqual([
    'vm 101 - lxc.aa_profile is deprecated and was renamed to lxc.apparmor.profile',
    'vm 101 - lxc.limit.nofile: lxc.limit.* was renamed to lxc.prlimit.*',
    'vm 101 - unable to parse config: lxc.tty.dir: y',
    'vm 101 - lxc.rootfs.options: lxc.rootfs.options is not supported, please use mount point options in the "rootfs" key',
    'vm 101 - unable to parse config: lxc.init.uid: 5',
  ]);
  expect(guestConfText(conf)).toBe('lxc.aa_profile: x\nlxc.limit.nofile: 9\n');
});

test('an unused volume that a mount point names is dropped', () => {
  const conf = emptyConf();
  conf.values.set('mp0', 'a:101/vm-101-disk-1.raw,mp=/x').set('unused0', 'a:101/vm-101-disk-1.raw');
  conf.values.set('unused1', 'a:101/vm-101-disk-2.raw');
  expect(guestConfText(conf)).toBe(
    'mp0: a:101/vm-101-disk-1.raw,mp=/x\nunused1: a:101/vm-101-disk-2.raw\n',
  );
});
