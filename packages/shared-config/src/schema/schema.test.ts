import * as fs from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { container, diskReader, fixture, machine } from '../testing/world.ts';

const disk = diskReader(fs);

import { accepts } from './accepts.ts';
import { hypervisorFile } from './hypervisor.ts';
import { jsonSchema } from './json-schema.ts';
import { lxcFile, lxcGuest } from './lxc.ts';
import type { Spec } from './spec.ts';
import { toZod } from './to-zod.ts';
import { vmFile, vmGuest } from './vm.ts';

const samples = [
  '',
  'a',
  '-a',
  'a b',
  'a,b',
  'a\nb',
  '/a',
  '/a/../b',
  '10.0.0.1',
  '10.0.0.1/24',
  'dhcp',
  'none',
  '0, 1',
  '950',
  '099',
  'in',
  'DROP',
  'nesting=1',
  'lxc.include: x',
  'http://a',
  'u',
];
const values = fc.oneof(
  fc.constantFrom<unknown>(
    ...samples,
    0,
    1,
    99,
    950,
    1.5,
    -1,
    1e9,
    true,
    false,
    null,
    [],
    {},
    [1],
    ['a'],
    [{}],
  ),
  fc.anything({ maxDepth: 2, withNullPrototype: false }),
);

describe('specs and zod agree', () => {
  test.each([
    ['container', lxcGuest(), container(), lxcGuest().form],
    ['VM', vmGuest(), machine(), vmGuest().form],
    ['host', hypervisorFile(), {}, hypervisorFile().form],
  ] as const)('on a %s', (_, spec, sound, form) => {
    const names = form.kind === 'keys' ? Object.keys(form.shape) : [];
    const zod = toZod(spec);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), values, { maxKeys: 2 }), (changes) => {
        const value = { ...sound, ...changes };
        expect(accepts(spec, value, () => undefined)).toBe(zod.safeParse(value).success);
      }),
      { numRuns: 500 },
    );
  });

  test('on the insides', () => {
    const spec = lxcGuest();
    const insides = fc.constantFrom(
      'network_config',
      'health_check',
      'firewall',
      'timeouts',
      'traefik_service',
    );
    const inner = fc.dictionary(
      fc.constantFrom(
        'name',
        'bridge',
        'ip',
        'gw',
        'command',
        'retries',
        'enabled',
        'rules',
        'start',
        'port',
      ),
      values,
      { maxKeys: 4 },
    );
    fc.assert(
      fc.property(insides, inner, (key, value) => {
        const guest = container({ [key]: value });
        expect(accepts(spec, guest, () => undefined)).toBe(toZod(spec).safeParse(guest).success);
      }),
      { numRuns: 500 },
    );
  });
});

/** The paths of all keys of a spec that do not say what they mean. */
function unexplained({ form }: Spec<unknown>, path = ''): string[] {
  switch (form.kind) {
    case 'keys':
      return Object.entries(form.shape).flatMap(([key, member]) => [
        ...(member.note === undefined ? [`${path}${key}`] : []),
        ...unexplained(member, `${path}${key}.`),
      ]);
    case 'list':
      return unexplained(form.item, path);
    case 'map':
      return unexplained(form.value, path);
    default:
      return [];
  }
}

describe('every key has a meaning', () => {
  test.each([
    ['container', lxcFile()],
    ['VM', vmFile()],
    ['hypervisor', hypervisorFile()],
  ] as const)('in the %s file', (_, spec) => {
    expect(unexplained(spec)).toEqual([]);
  });
});

describe('the JSON Schema for editors', () => {
  test.each(['hypervisor', 'lxc', 'vm'] as const)(
    '%s is draft 2020-12 and forbids no key',
    (which) => {
      const schema = jsonSchema(which);
      expect(schema).toMatchObject({
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        type: 'object',
      });
      expect(JSON.stringify(schema)).not.toContain('"additionalProperties":false');
      expect(JSON.stringify(schema)).toContain('"description"');
    },
  );

  test.each(['hypervisor', 'lxc', 'vm'] as const)(
    '%s has patterns that every validator can read',
    (which) => {
      const patterns = [
        ...JSON.stringify(jsonSchema(which)).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g),
      ];
      expect(patterns.length).toBeGreaterThan(5);
      for (const [, pattern = '""'] of patterns) {
        expect(() => new RegExp(JSON.parse(pattern), 'u')).not.toThrow();
      }
    },
  );

  test('says what a container must have', () => {
    expect(jsonSchema('lxc')).toMatchObject({
      required: ['lxc_configs'],
      properties: {
        lxc_configs: {
          propertyNames: { pattern: '^[1-9][0-9]{2,8}$' },
          additionalProperties: {
            required: ['name', 'memory_mb', 'storage_pool', 'storage_size_gb', 'network_config'],
            properties: {
              memory_mb: { type: 'integer', minimum: 16, description: 'Memory in MiB (memory).' },
            },
          },
        },
      },
    });
  });
});

test('unknown keys are found at every depth, also beside mistakes', () => {
  const found: string[] = [];
  const text = disk.read(`${fixture('twenty-mistakes')}/etc/phoenix_lxc_configs.json`) ?? '';
  const data = JSON.parse(text.replace('"cores": 0', '"core": 0'));
  expect(accepts(lxcFile(), data, (path, key) => found.push([...path, key].join('.')))).toBe(false);
  expect(found).toEqual(['lxc_configs.301.core']);
  expect(
    accepts(vmFile(), { vms: [], a: 1 }, (path, key) => found.push([...path, key].join('.'))),
  ).toBe(true);
  expect(found.at(-1)).toBe('a');
});
