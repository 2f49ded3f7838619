import * as fs from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FileKind } from './declared.ts';
import { formatDiagnostics } from './format.ts';
import { loadConfig } from './load.ts';
import { diskReader, fixture } from './testing/world.ts';

const disk = diskReader(fs);

const base = fixture('small');
const kinds = ['hypervisor', 'lxc', 'vm'] as const;
const names = {
  hypervisor: `${base}/etc/phoenix_hypervisor_config.json`,
  lxc: `${base}/etc/phoenix_lxc_configs.json`,
  vm: `${base}/etc/phoenix_vm_configs.json`,
};
const texts = {
  hypervisor: disk.read(names.hypervisor) ?? '',
  lxc: disk.read(names.lxc) ?? '',
  vm: disk.read(names.vm) ?? '',
};

/** Every place in a value, as a function that puts another value there. */
function places(value: unknown, put: (value: unknown) => unknown): ((value: unknown) => unknown)[] {
  if (typeof value !== 'object' || value === null) return [put];
  const inner = Object.entries(value).flatMap(([key, member]) =>
    places(member, (changed) =>
      put(Array.isArray(value) ? value.with(Number(key), changed) : { ...value, [key]: changed }),
    ),
  );
  return [put, ...inner];
}

function loadWith(kind: FileKind, text: string) {
  const reader = {
    read: (path: string) => (path === names[kind] ? text : disk.read(path)),
    exists: () => true,
  };
  return loadConfig({ baseDir: base, reader });
}

function checkPlaces(declared: ReturnType<typeof loadConfig>, kind: FileKind, text: string) {
  for (const one of declared.diagnostics) {
    expect(one.message).not.toMatch(/must be $|undefined|\[object/);
    if (one.where === undefined || one.where.file !== names[kind]) continue;
    const line = text.split(/\n/)[one.where.line - 1];
    expect(line).toBeDefined();
    expect(one.where.column).toBeGreaterThan(0);
    expect(one.where.column).toBeLessThanOrEqual((line ?? '').length + 1);
  }
  expect(formatDiagnostics(declared.diagnostics)).toBeTypeOf('string');
}

const junk = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1.5,
    '',
    'x',
    '950',
    'dhcp',
    '$(reboot)',
    'a\nb',
    '--yes',
    [],
    {},
    [null],
    [[]],
    { a: 1 },
  ),
  fc
    .anything({ maxDepth: 2, withNullPrototype: false })
    .map((value) => JSON.parse(JSON.stringify(value) ?? 'null')),
);

test('whatever stands in a place, loading ends with diagnostics whose places exist', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      fc.nat(),
      junk,
      fc.boolean(),
      (kind, pick, value, drop) => {
        const all = places(JSON.parse(texts[kind]), (changed) => changed);
        const changed = all[pick % all.length]?.(drop ? undefined : value);
        const text = JSON.stringify(changed, null, 2) ?? '';
        checkPlaces(loadWith(kind, text), kind, text);
      },
    ),
    { numRuns: 400 },
  );
}, 60_000);

test('whatever is cut from a file or put into it, loading ends with diagnostics whose places exist', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      fc.nat(),
      fc.nat(40),
      fc.string(),
      (kind, at, length, put) => {
        const text = texts[kind];
        const from = at % text.length;
        const changed = text.slice(0, from) + put + text.slice(from + length);
        checkPlaces(loadWith(kind, changed), kind, changed);
      },
    ),
    { numRuns: 200 },
  );
}, 60_000);
