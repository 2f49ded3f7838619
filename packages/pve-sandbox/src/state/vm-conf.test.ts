import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseVmConf, type VmConf } from './vm-conf.ts';
import { vmConfText } from './vm-conf-text.ts';

const parse = (text: string) => {
  const warnings: string[] = [];
  return { conf: parseVmConf(8000, text, (line) => warnings.push(line)), warnings };
};
const rewrite = (text: string) => vmConfText(parse(text).conf);

const lines = fc.uniqueArray(
  fc.oneof(
    fc.integer({ min: 16, max: 99999 }).map((value) => ['memory', `${value}`]),
    fc.constantFrom(['onboot', '1'], ['agent', 'enabled=1'], ['tags', 'a;b'], ['name', 'web']),
    fc.integer({ min: 0, max: 30 }).map((n) => [`scsi${n}`, `local:8000/vm-8000-disk-${n}.raw`]),
    fc.integer({ min: 0, max: 31 }).map((n) => [`net${n}`, 'virtio=BC:24:11:00:80:01,bridge=b0']),
  ) as fc.Arbitrary<[string, string]>,
  { maxLength: 6, selector: ([key]) => key },
);
const description = fc.option(
  fc
    .string({ unit: 'grapheme', minLength: 1 })
    .map((text) => text.replace(/\s+$/, ''))
    .filter((text) => text !== '' && !text.includes('\r')),
  { nil: undefined },
);
const section = fc
  .record({ values: lines.map((all) => new Map(all)), description })
  .map(({ values, description: text }) => ({
    values,
    ...(text !== undefined && { description: text }),
  }));
const name = fc
  .stringMatching(/^[a-z][a-z0-9_-]{1,8}$/)
  .filter((text) => text !== 'pending' && text !== 'current');
const confs: fc.Arbitrary<VmConf> = fc
  .tuple(section, lines, fc.array(fc.tuple(name, section), { maxLength: 3 }), fc.boolean())
  .map(([main, pending, snapshots, force]) => ({
    ...main,
    pending: { values: new Map(pending), deletes: new Map(force ? [['ide2', true]] : []) },
    cloudInit: new Map(),
    snapshots: new Map(snapshots),
  }));

test('what is written is read again', () => {
  fc.assert(
    fc.property(confs, (conf) => {
      const { conf: again, warnings } = parse(vmConfText(conf));
      expect(warnings).toEqual([]);
      expect(again).toEqual(conf);
    }),
  );
});

test('an empty value becomes a blank at the first rewrite and stays one', () => {
  expect(rewrite('boot: \nmemory: 64\n')).toBe('boot:  \nmemory: 64\n');
  expect(rewrite('boot:  \nmemory: 64\n')).toBe('boot:  \nmemory: 64\n');
});

test('what is wrong is told and lost', () => {
  const { conf, warnings } = parse('memory: x\nfoo: 1\n  indented: 1\n[a.b]\nname: n\n');
  expect(vmConfText(conf)).toBe('');
  expect(warnings).toEqual([
    "vm 8000 - unable to parse value of 'memory' - format error\ncurrent: type check ('integer') failed - got 'x'",
    "vm 8000 - unable to parse value of 'foo' - unknown setting 'foo'",
    'vm 8000 - unable to parse config:   indented: 1',
    "vm 8000 - skipping unknown section: 'a.b'",
  ]);
});

test('drives and sections are put in order', () => {
  const text = [
    'scsi0: size=1G,local:8000/vm-8000-disk-0.raw,ssd=1,discard=on',
    'name: a',
    '[zz]',
    'memory: 1024',
    '[PENDING]',
    'delete: !scsi1, ide2',
    '[aa]',
    '#umlaut %C3%BC',
    '',
  ].join('\n');
  expect(rewrite(text)).toBe(
    [
      'name: a',
      'scsi0: local:8000/vm-8000-disk-0.raw,discard=on,size=1G,ssd=1',
      '',
      '[PENDING]',
      'delete: ide2,!scsi1',
      '',
      '[aa]',
      '#umlaut %C3%BC',
      '',
      '[zz]',
      'memory: 1024',
      '',
    ].join('\n'),
  );
});

test('what the cloud-init drive holds is kept only with such a drive', () => {
  const without = 'name: b\n\n[special:cloudinit]\nname: a\n';
  expect(rewrite(without)).toBe('name: b\n');
  const drive = 'ide2: local:8000/vm-8000-cloudinit.qcow2,media=cdrom\n';
  expect(rewrite(`${drive}${without}`)).toBe(`${drive}${without}`);
});

test('an unused volume that a drive names is used', () => {
  const disk = 'local:8000/vm-8000-disk-0.raw';
  expect(rewrite(`scsi0: ${disk},size=1G\nunused0: ${disk}\n`)).toBe(`scsi0: ${disk},size=1G\n`);
});
