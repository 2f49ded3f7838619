import * as fs from 'node:fs';
import { expect, test } from 'vitest';
import { guestOf } from './declared.ts';
import { hasErrors, sortDiagnostics } from './diagnostic.ts';
import { loadConfig } from './load.ts';
import { diskReader, fixture, memoryReader, told } from './testing/world.ts';

const disk = diskReader(fs);

const small = loadConfig({ baseDir: fixture('small'), reader: disk });

test('every accepted spelling comes out as one', () => {
  expect(small.lxc.get(200)).toMatchObject({
    id: 200,
    features: ['base_setup', 'docker'],
    gpu_assignment: [],
    network_config: { nameservers: ['8.8.8.8', '1.1.1.1'] },
    pct_features: { nesting: '1', keyctl: '0' },
    start_at_boot: false,
    portainer_role: 'none',
  });
  expect(small.lxc.get(201)).toMatchObject({
    clone_from_ctid: 200,
    gpu_assignment: [0, 1],
    lxc_options: [
      { key: 'lxc.mount.entry', value: '/dev/fuse dev/fuse none bind,create=file' },
      { key: 'lxc.mount.auto', value: 'sys:rw' },
      { key: 'lxc.cap.keep', value: 'sys_admin' },
      { key: 'lxc.cap.keep', value: 'mknod' },
    ],
    id_maps: [{ type: 'u', container_id: 0, host_id: 100000, size: 65536 }],
    health_check: {
      command: ['curl', '-s', '--fail', 'http://localhost:80/a b'],
      retries: 5,
      interval: 5,
    },
    firewall: {
      enabled: true,
      rules: [{ type: 'in', action: 'ACCEPT', proto: 'tcp', port: '80' }],
    },
    shared_mounts: [
      { volume: 'certificates', host_path: '/mnt/pve/tank/ssl', container_path: '/certs' },
    ],
  });
  expect(small.lxc.get(202)).toMatchObject({
    clone_from_ctid: 200,
    dependencies: [201, 8001],
    volumes: [{ mount_point: '/data' }],
    shared_mounts: [],
    tags: ['web', 'prod'],
    timeouts: { application: 600 },
  });
});

test('a VM has the defaults of its file', () => {
  expect(guestOf(small, 8001)).toMatchObject({
    kind: 'vm',
    guest: {
      id: 8001,
      cores: 2,
      memory_mb: 8192,
      clone_from_vmid: 8000,
      docker_stacks: [{ name: 'web' }, { name: 'logs', environment: 'production' }],
      snapshots: { pre_features: 'before' },
    },
  });
  expect(small.vms.get(8000)?.network_config?.nameservers).toEqual(['75.75.75.75', '75.75.76.76']);
});

test('the host has both forms of dataset properties, and its firewall', () => {
  expect(small.hypervisor.zfs.datasets.map((one) => one.properties)).toEqual([
    { recordsize: '128K', compression: 'lz4' },
    { recordsize: '1M', quota: '100G' },
  ]);
  expect(small.hypervisor.firewall).toMatchObject({ enabled: true, default_input_policy: 'DROP' });
  expect(small.hypervisor.network.interfaces?.dns_nameservers).toEqual(['8.8.8.8']);
  expect(small.hypervisor.samba.shares[0]).toMatchObject({
    path: '/tank/data',
    browsable: false,
    read_only: true,
    guest_ok: true,
  });
});

test('what is odd is warned about where it stands', () => {
  const order = Object.values(small.files);
  expect(sortDiagnostics(small.diagnostics, order).map(told)).toMatchInlineSnapshot(`
    [
      "warning odd-suite-name hypervisor:46:5 tests.hypervisor_health_.check is an odd name for a test suite",
      "warning mount-taken hypervisor:51:43 guest 202: shared volume certificates is left out, because its own volume data is mounted at /data",
      "warning unknown-guest hypervisor:51:52 shared volume certificates names container 999, which is not declared",
      "warning misplaced hypervisor:53:5 shared_volumes.firewall is no volume: taken as the firewall of the host",
      "warning blank lxc:40:25 guest 201: gpu_assignment has a blank: "0, 1"",
      "warning unknown-key lxc:81:7 guest 202: colour is no key that Phoenix knows",
      "warning misplaced vm:20:52 guest 8000: user_config.gw is not read here",
      "warning duplicate-address vm:27:33 guest 8001: address 10.0.0.22 is that of guest 202 (app) too",
    ]
  `);
});

test('twenty mistakes are twenty messages, each at its place', () => {
  const declared = loadConfig({ baseDir: fixture('twenty-mistakes'), reader: disk });
  const sorted = sortDiagnostics(declared.diagnostics, Object.values(declared.files));
  expect(sorted).toHaveLength(20);
  expect(sorted.map(told)).toMatchInlineSnapshot(`
    [
      "error invalid-value hypervisor:9:18 network.interfaces.address is "10.0.0.13", but must be an IPv4 address with prefix length, like "10.0.0.150/24"",
      "error invalid-id lxc:3:5 "0399" is no container id: that is a number from 100 to 999999999",
      "error invalid-value lxc:33:33 guest 300: template_snapshot_name is "x", but must be a snapshot name: 2 to 40 letters, digits, "_" and "-", a letter first, not "current" or "phoenix-undo"",
      "error missing-key lxc:35:5 guest 301: storage_pool is missing",
      "error invalid-value lxc:36:15 guest 301: name is "web server", but must be a host name: letters, digits and dashes, no dash at either end",
      "error invalid-value lxc:37:20 guest 301: memory_mb is "2048", but must be a whole number of at least 16",
      "error invalid-value lxc:38:16 guest 301: cores is 0, but must be a whole number from 1 to 8192",
      "error invalid-value lxc:44:15 guest 301: network_config.ip is "10.0.0.300/24", but must be an IPv4 address with prefix length, like "10.0.0.150/24", or "dhcp"",
      "error duplicate-mac lxc:47:22 guest 301: mac_address is that of guest 300 (base) too",
      "error invalid-value lxc:49:30 guest 301: features[1] is "$(reboot)", but must be a feature name of letters, digits, "_" and "-"",
      "error invalid-value lxc:50:23 guest 301: lxc_options[0] holds U+000A (a line break) as character 19",
      "error invalid-value lxc:51:36 guest 301: health_check.command has a quote ' that is never closed",
      "error invalid-value lxc:54:45 guest 301: firewall.rules[0].action is "ALLOW", but must be "ACCEPT", "DROP" or "REJECT"",
      "error smaller-than-source lxc:62:26 guest 302: storage_size_gb 8 is less than the 16 of 300, which it is cloned from: a disk cannot shrink",
      "error unknown-guest lxc:64:31 guest 302: dependencies names 350, which is not declared",
      "error invalid-value lxc:67:19 guest 302: network_config.bridge is "vmbr0,tag=5", but must be the name of a network device, like "vmbr0"",
      "error invalid-value lxc:72:29 guest 302: application_script is "../../etc/passwd", but must be a file name below its directory, not absolute and without ".."",
      "error invalid-value lxc:73:23 guest 302: pct_options[0] names no feature of pct: "nestign"",
      "error invalid-value lxc:77:20 guest 303: memory_mb is 8, but must be a whole number of at least 16",
      "error cycle lxc:81:24 guests need each other in a ring: 302 -> 303 -> 302 (302 depends on 303, 303 depends on 302)",
    ]
  `);
});

test('a place can be asked for by file and by guest', () => {
  expect(small.where('lxc', 'lxc_configs', '200', 'cores')).toMatchObject({ line: 8, column: 16 });
  expect(small.whereGuest(8001, 'cores')?.file).toBe(small.files.vm);
  expect(small.whereGuest(202, 'nothing')).toEqual(small.whereGuest(202));
  expect(small.whereGuest(5)).toBeUndefined();
});

const lxc = '{"lxc_configs": {}}';

test('files below the usual base directory move with the base directory', () => {
  const host = '/x/etc/phoenix_hypervisor_config.json';
  const core = (path: string) => JSON.stringify({ core_paths: { lxc_config_file: path } });
  const fileOf = (path: string) =>
    loadConfig({ baseDir: '/x', reader: memoryReader({ [host]: core(path) }) }).files.lxc;
  expect(fileOf('/usr/local/phoenix_hypervisor/etc/a.json')).toBe('/x/etc/a.json');
  expect(fileOf('/srv/a.json')).toBe('/srv/a.json');
  expect(fileOf('etc/a.json')).toBe('/x/etc/a.json');
  const given = loadConfig({ baseDir: '/x/', reader: memoryReader({}), files: { lxc: 'my.json' } });
  expect(given.files).toEqual({
    hypervisor: host,
    lxc: 'my.json',
    vm: '/x/etc/phoenix_vm_configs.json',
  });
});

test.each<[string, Record<string, string>, string[]]>([
  [
    'nothing at all',
    {},
    [
      'warning missing-file - /x/etc/phoenix_hypervisor_config.json does not exist',
      'error missing-file - neither /x/etc/phoenix_lxc_configs.json nor /x/etc/phoenix_vm_configs.json exists: no guest is declared',
    ],
  ],
  ['no VM file', { hypervisor_config: '{}', lxc_configs: lxc }, []],
  [
    'a VM file that is named but not there',
    { hypervisor_config: '{"core_paths": {\n "vm_config_file": "etc/v.json"}}', lxc_configs: lxc },
    ['error missing-file hypervisor:2:20 core_paths.vm_config_file: /x/etc/v.json does not exist'],
  ],
  [
    'files that are named but not there',
    {
      hypervisor_config:
        '{"core_paths": {\n "vm_config_file": "etc/v.json",\n "lxc_config_file": "/l.json"}}',
    },
    [
      'error missing-file hypervisor:3:21 neither /l.json nor /x/etc/v.json exists: no guest is declared',
    ],
  ],
  [
    'an empty file',
    { hypervisor_config: '{}', lxc_configs: ' \n' },
    ['error empty-file lxc:1:1 the file is empty'],
  ],
  [
    'a list',
    { hypervisor_config: '{}', lxc_configs: '[]' },
    ['error no-object lxc:1:1 the file must hold an object { ... }'],
  ],
  [
    'no containers in it',
    { hypervisor_config: '{}', lxc_configs: '{}' },
    ['error missing-key lxc:1:1 lxc_configs is missing'],
  ],
  [
    'a comment',
    { hypervisor_config: '{}', lxc_configs: '{\n  // mine\n}' },
    ['error syntax lxc:2:3 JSON has no comments'],
  ],
  [
    'Windows line ends and a byte order mark',
    { hypervisor_config: '{}', lxc_configs: '\uFEFF{\r\n "lxc_configs": {},\r\n "x": 1\r\n}' },
    [
      'warning byte-order-mark lxc:1:1 the file begins with a byte order mark, on which other JSON readers fail',
      'warning unknown-key lxc:3:2 x is no key that Phoenix knows',
    ],
  ],
  [
    'a name that stands twice',
    { hypervisor_config: '{}', lxc_configs: '{"lxc_configs": {\n},\n "lxc_configs": {}}' },
    ['error duplicate-key lxc:3:2 lxc_configs stands twice: in line 1, and again here'],
  ],
])('%s', (_, texts, expected) => {
  const files = Object.entries(texts).map(([name, text]) => [`/x/etc/phoenix_${name}.json`, text]);
  const { diagnostics } = loadConfig({
    baseDir: '/x',
    reader: memoryReader(Object.fromEntries(files)),
  });
  expect(diagnostics.map(told)).toEqual(expected);
});

test.each([
  ['no JSON', '{', 'add the missing }; '],
  ['a list', '[]', 'write { } around what is declared; '],
  ['a file without containers', '{}', 'add "lxc_configs": it must be an object { ... }; '],
])('of %s, the key that names it is told', (_, text, hint) => {
  const host = '/x/etc/phoenix_hypervisor_config.json';
  const { diagnostics } = loadConfig({
    baseDir: '/x',
    reader: memoryReader({
      [host]: '{"core_paths": {\n "lxc_config_file": "etc/l.json"}}',
      '/x/etc/l.json': text,
    }),
  });
  expect(diagnostics.map((one) => one.hint)).toEqual([
    `${hint}the file is named by core_paths.lxc_config_file, ${host}:2:21`,
  ]);
});

test('a file that cannot be read is told with the key that names it', () => {
  const { diagnostics } = loadConfig({
    baseDir: '/x',
    reader: {
      read: (path) => {
        if (path.endsWith('/d')) throw new Error('cannot read /x/d: it is a directory');
        return path.includes('hypervisor') ? '{"core_paths": {"vm_config_file": "d"}}' : undefined;
      },
      exists: () => true,
    },
  });
  expect(diagnostics.map((one) => [one.code, one.message, one.hint])).toEqual([
    [
      'unreadable-file',
      'cannot read /x/d: it is a directory',
      'see what is there: ls -ld /x/d; the file is named by core_paths.vm_config_file, /x/etc/phoenix_hypervisor_config.json:1:35',
    ],
  ]);
});

test('an error in the host file leaves the guests readable', () => {
  const declared = loadConfig({
    baseDir: '/x',
    reader: memoryReader({
      '/x/etc/phoenix_hypervisor_config.json':
        '{"timezone": 5, "shared_volumes": {\n"firewall": {"enabled": 1}}}',
      '/x/etc/phoenix_lxc_configs.json': lxc,
    }),
  });
  expect(hasErrors(declared.diagnostics)).toBe(true);
  expect(declared.diagnostics.map(told)).toEqual([
    'warning misplaced hypervisor:2:1 shared_volumes.firewall is no volume: taken as the firewall of the host',
    'error invalid-value hypervisor:1:14 timezone is 5, but must be a time zone, like "Europe/Berlin"',
    'error invalid-value hypervisor:2:25 firewall.enabled is 1, but must be true or false',
  ]);
});
