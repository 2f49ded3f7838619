import { describe, expect, test } from 'vitest';
import { loadConfig } from './load.ts';
import { container, load, machine, told, type Written } from './testing/world.ts';

/** What is said, without the places, which are checked elsewhere. */
function said(written: Written): string[] {
  return load(written).diagnostics.map((one) => told(one).replace(/ (?:-|\w+:\d+:\d+) /, ' '));
}

describe('across guests', () => {
  test.each<[string, Written, string[]]>([
    [
      'an id in both files',
      { lxc: { 8000: container() }, vms: [machine()] },
      [
        'error duplicate-id guest 8000: the id is declared twice, first in the container file for web',
      ],
    ],
    [
      'an id twice among the VMs',
      { vms: [machine(), machine({ vmid: '8000', name: 'b' })] },
      ['error duplicate-id guest 8000: the id is declared twice, first for vm'],
    ],
    [
      'a clone of itself',
      { lxc: { 300: container({ clone_from_ctid: 300, template: undefined }) } },
      ['error self-reference guest 300: clone_from_ctid names the guest itself'],
    ],
    [
      'a dependency on itself',
      { lxc: { 300: container({ dependencies: ['300'] }) } },
      ['error self-reference guest 300: dependencies names the guest itself'],
    ],
    [
      'a clone of a VM',
      { lxc: { 300: container({ clone_from_ctid: 8000, template: undefined }) }, vms: [machine()] },
      [
        'error wrong-kind guest 300: clone_from_ctid names 8000, which is a VM, but a container can only be cloned from a container',
      ],
    ],
    [
      'a VM without cores',
      { vms: [{ ...machine(), cores: undefined }] },
      ['error missing-key guest 8000: cores is missing, here and in "vm_defaults"'],
    ],
    [
      'mounts',
      {
        lxc: {
          300: container({
            volumes: [{ name: 'a', pool: 'tank', size_gb: 1, mount_point: '/a' }],
            mount_points: [{ host_path: '/x', container_path: '/a/' }],
          }),
        },
      },
      ['error duplicate-mount guest 300: mount_points[0] is mounted at /a, as volumes[0] is'],
    ],
    [
      'a port without protocol',
      {
        lxc: {
          300: container({
            firewall: { enabled: true, rules: [{ type: 'in', action: 'ACCEPT', port: '80' }] },
          }),
        },
      },
      ['error invalid-value guest 300: firewall.rules[0].port needs a proto that has ports'],
    ],
    [
      'a port that is none',
      {
        lxc: {
          300: container({
            firewall: {
              enabled: true,
              rules: [{ type: 'in', action: 'ACCEPT', proto: 'tcp', port: '70000' }],
            },
          }),
        },
      },
      ['error invalid-value guest 300: firewall.rules[0].port must be from 1 to 65535'],
    ],
  ])('%s', (_, written, expected) => {
    expect(said({ lxc: {}, ...written }).filter((line) => line.startsWith('error'))).toEqual(
      expected,
    );
  });

  test('the shortest ring of a knot is told, with all that are in it and what to cut', () => {
    const lxc = {
      300: container({ clone_from_ctid: 303, template: undefined, storage_size_gb: 8 }),
      301: container({ name: 'b', dependencies: [300, 302] }),
      302: container({ name: 'c', dependencies: [301] }),
      303: container({ name: 'd', dependencies: [301], template_snapshot_name: 'snap' }),
      310: container({ name: 'e', dependencies: [301] }),
    };
    const cycles = load({ lxc }).diagnostics.filter((one) => one.code === 'cycle');
    expect(cycles).toHaveLength(1);
    expect(cycles[0]?.message).toBe(
      'guests need each other in a ring: 301 -> 302 -> 301 (301 depends on 302, 302 depends on 301); in the same knot: 300, 303',
    );
    expect(cycles[0]?.hint).toBe('remove 301 from "dependencies" of 302');
    expect(cycles[0]?.sourceLine?.trim()).toBe('301');
  });

  test('a ring as long as the lab does not exhaust the stack', () => {
    const ids = Array.from({ length: 5000 }, (_, index) => 1000 + index);
    const lxc = Object.fromEntries(
      ids.map((id) => [
        id,
        container({ name: `g${id}`, dependencies: [id === 5999 ? 1000 : id + 1] }),
      ]),
    );
    const [cycle] = load({ lxc }).diagnostics;
    expect(cycle?.code).toBe('cycle');
    expect(cycle?.hint).toBe('remove 1000 from "dependencies" of 5999');
  });

  test('a feature without a script: the near ones, and those that are built in', () => {
    const lxc = {
      300: container({ features: ['dokcer'] }),
      301: container({ name: 'b', features: ['ollama'] }),
      302: container({ name: 'c', features: ['olama', 'mystery'] }),
    };
    const reader = {
      read: (path: string) =>
        path.endsWith('lxc_configs.json') ? JSON.stringify({ lxc_configs: lxc }) : '{}',
      exists: (path: string) => !/_(?:dokcer|olama|mystery)\.sh$/.test(path),
    };
    const { diagnostics } = loadConfig({ baseDir: '/p', reader });
    const builtIn = 'built in are base_setup, docker, nvidia';
    expect(
      diagnostics.filter((one) => one.code === 'missing-script').map((one) => one.hint),
    ).toEqual([
      `did you mean "docker"? ${builtIn}; all others are scripts of yours`,
      `did you mean "ollama"? ${builtIn}; all others are scripts of yours`,
      `${builtIn}; all others are scripts of yours: put it there, or take "mystery" out of the features`,
    ]);
  });

  test('files that do not exist are told once, with all that name them', () => {
    const lxc = {
      300: container({ features: ['docker', 'own'], application_script: 'app.sh' }),
      301: container({
        name: 'b',
        features: ['own'],
        application_files: [{ source: 'etc/a', destination: '/a' }],
      }),
    };
    const reader = {
      read: (path: string) =>
        path.endsWith('lxc_configs.json') ? JSON.stringify({ lxc_configs: lxc }) : undefined,
      exists: () => false,
    };
    const { diagnostics } = loadConfig({ baseDir: '/p', reader });
    expect(diagnostics.slice(1).map((one) => `${one.code} ${one.message}`)).toEqual([
      'missing-template guests 300, 301: template /t/debian.tar.zst does not exist',
      'missing-script guest 300: application script /p/bin/app.sh does not exist',
      'missing-file guest 301: file /p/etc/a does not exist',
      'missing-script guests 300, 301: script of feature own /p/bin/lxc_setup/phoenix_hypervisor_feature_install_own.sh does not exist',
    ]);
  });
});
