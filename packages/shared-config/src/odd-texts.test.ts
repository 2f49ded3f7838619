import { describe, expect, test } from 'vitest';
import type { Path } from './json/document.ts';
import { oddTexts } from './odd-texts.ts';
import { hypervisorFile } from './schema/hypervisor.ts';
import { lxcFile } from './schema/lxc.ts';
import type { Spec } from './schema/spec.ts';
import { vmFile } from './schema/vm.ts';
import { container, load, machine, told } from './testing/world.ts';

const files = { hypervisor: hypervisorFile(), lxc: lxcFile(), vm: vmFile() };

/** Every character that is odd in all texts; a line break is looked at apart. */
const everywhere = [0, 7, 8, 0x0b, 0x1b, 0x7f, 0x80, 0x85, 0x9f, 0x2028, 0x2029, 0xd800, 0xdfff];
const controls = [...Array(32).keys(), ...Array.from({ length: 33 }, (_, at) => 127 + at)];

interface Place {
  path: Path;
  at: 'name' | 'value';
}

/** Where a file of this spec can have a text: in all its values, and in the names of its maps. */
function places({ form }: Spec<unknown>, path: Path): Place[] {
  switch (form.kind) {
    case 'keys':
      return [
        { path: [...path, '?'], at: 'name' },
        ...Object.entries(form.shape).flatMap(([key, one]) => places(one, [...path, key])),
      ];
    case 'map':
      return [{ path: [...path, '?'], at: 'name' }, ...places(form.value, [...path, 'x'])];
    case 'list':
      return places(form.item, [...path, 0]);
    case 'either':
      return form.specs.flatMap((one) => places(one, path));
    case 'number':
    case 'yesNo':
      return [];
    default:
      return [{ path, at: 'value' }];
  }
}

/** A file that has nothing but this text in this place. */
function fileWith({ path, at }: Place, text: string): unknown {
  const start: unknown = at === 'value' ? text : 1;
  return path.reduceRight<unknown>((inner, step, depth) => {
    if (typeof step === 'number') return [inner];
    return { [at === 'name' && depth === path.length - 1 ? text : step]: inner };
  }, start);
}

/** The places, as one writes them, that take a text with this character. */
function taking(which: keyof typeof files, code: number): string[] {
  const text = `a${String.fromCharCode(code)}b`;
  const taken = places(files[which], []).filter(
    (place) => oddTexts(files[which], fileWith(place, text)).length === 0,
  );
  return [...new Set(taken.map(({ path }) => path.join('.')))];
}

/** What holds data of other programs, which may have lines and tabs. */
const data = {
  hypervisor: ['$schema', 'nvidia.x', 'proxmox_defaults.x', 'step_ca.x'],
  lxc: ['$schema', 'lxc_configs.x.vllm_engine_config.x', 'lxc_configs.x.vllm_parameters.x'],
  vm: [
    '$schema',
    'vms.0.docker_compose_files.0.x',
    'vms.0.mount_points.0.x',
    'vms.0.portainer_config.x',
    'vms.0.user_config.gw',
  ],
};
const lists = {
  hypervisor: [
    'dns_server.authoritative_zones.0.x',
    'nfs.shares.0.x',
    'vms.0.x',
    'zfs.dataset_storage_types.0.x',
  ],
  lxc: [],
  vm: [],
};
const lines = {
  hypervisor: [],
  lxc: ['lxc_configs.x.description'],
  vm: ['vms.0.description'],
};

describe.each(['hypervisor', 'lxc', 'vm'] as const)('no text of the %s file', (which) => {
  const free = [...data[which], ...lists[which]].sort();

  test('takes an odd character, wherever it stands', () => {
    for (const code of everywhere) expect([code, taking(which, code)]).toEqual([code, []]);
  });

  test('takes a line break or a tab, but what holds several lines', () => {
    for (const code of controls) {
      const allowed = code === 10 ? [...free, ...lines[which]] : free;
      const expected = [9, 10, 13].includes(code) ? allowed.sort() : [];
      expect([code, taking(which, code).sort()]).toEqual([code, expected]);
    }
  });

  test('is left out of that', () => {
    expect(places(files[which], []).length).toBeGreaterThan(30);
  });
});

describe('what is said of it', () => {
  const said = (changes: Record<string, unknown>) =>
    load({ lxc: { 300: container(changes) } }).diagnostics.map(told);

  test.each<[string, Record<string, unknown>, string]>([
    [
      'a command',
      { health_check: { command: 'echo a\0b' } },
      'health_check.command holds U+0000 (NUL) as character 7',
    ],
    [
      'an argument',
      { health_check: { command: ['echo', '\u{1f600}\u001b'] } },
      'health_check.command[1] holds U+001B (an escape) as character 2',
    ],
    ['a name', { name: 'a\nb' }, 'name holds U+000A (a line break) as character 2'],
    [
      'a path',
      { mount_points: [{ host_path: '/a\u2028', container_path: '/b' }] },
      'mount_points[0].host_path holds U+2028 (a line separator) as character 3',
    ],
    [
      'half a character',
      { description: '\ud83d' },
      'description holds U+D83D (half of a character) as character 1',
    ],
    [
      'a suite',
      { tests: { 'a\nok 1': [] } },
      'tests.a\nok 1: the name holds U+000A (a line break) as character 2',
    ],
    [
      'data of others',
      { vllm_parameters: { a: [{ b: '\u009b' }] } },
      'vllm_parameters.a[0].b holds U+009B (a control character) as character 1',
    ],
  ])('in %s', (_, changes, expected) => {
    const [first, ...more] = said(changes);
    expect(more).toEqual([]);
    expect(first).toMatch(/^error invalid-value lxc:\d+:\d+ guest 300: /);
    expect(first).toContain(expected);
  });

  test('in the names of shared volumes, ids and unknown keys', () => {
    const hypervisor = {
      shared_volumes: { 'a\nb': { host_path: '/a', mounts: { '9\u001b': '/b' } } },
    };
    const { diagnostics } = load({
      hypervisor,
      lxc: { '300\u0085': container() },
      vms: [machine({ '\u001b[2J': 1 })],
    });
    const errors = diagnostics.filter((one) => one.severity === 'error');
    expect(errors.map(({ code, where }) => [code, where?.line])).toEqual([
      ['invalid-value', 3],
      ['invalid-value', 6],
      ['invalid-value', 3],
      ['invalid-value', 12],
    ]);
  });

  test.each([
    { tags: { a: '\0' } },
    { network_config: { name: 'eth0', bridge: 'vmbr0', ip: ['\0'] } },
    { firewall: { enabled: true, rules: { a: '\u001b' } } },
    { template: ['\0'] },
    { health_check: '\0' },
    { dependencies: { '\0': 1 } },
    { volumes: [['\0']] },
    { gpu_assignment: { a: ['\0'] } },
  ])('in what is of a wrong kind as a whole: %j', (changes) => {
    expect(said(changes)).toEqual([expect.stringMatching(/^error invalid-value .* holds U\+00/)]);
  });

  test('a description of several lines is none', () => {
    const { lxc, diagnostics } = load({ lxc: { 300: container({ description: 'a\n b\n\n' }) } });
    expect(diagnostics).toEqual([]);
    expect(lxc.get(300)?.description).toBe('a\n b');
  });
});
