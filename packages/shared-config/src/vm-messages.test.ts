import { expect, test } from 'vitest';
import { imageName, imageUrl } from './image.ts';
import { load, machine, told } from './testing/world.ts';

const ed25519 = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${'A'.repeat(43)}`;

/** What is said about VMs, without places. */
function said(...vms: Record<string, unknown>[]): string[] {
  return load({ vms }).diagnostics.map((one) => told(one).replace(/ (?:-|\w+:\d+:\d+) /, ' '));
}
const clone = (changes: Record<string, unknown>) =>
  machine({
    vmid: 8001,
    name: 'clone',
    template_image: undefined,
    clone_from_vmid: 8000,
    ...changes,
  });
const user = (changes: Record<string, unknown>) => ({
  user_config: { username: 'ops', ...changes },
});
const network = (changes: Record<string, unknown>) => ({
  network_config: { ip: 'dhcp', ...changes },
});
const volume = (changes: Record<string, unknown>) => ({
  volumes: [
    { name: 'a', type: 'nfs', server: '10.0.0.2', path: '/a', mount_point: '/a', ...changes },
  ],
});

test('a VM with everything has nothing to say', () => {
  const all = {
    cpu_type: 'host,flags=+aes;-pcid',
    sha256: 'A'.repeat(64),
    customize_image: true,
    packages: ['htop', 'g++', 'libc6.1-dev'],
    force_stop: true,
    ...user({ ssh_keys: [`${ed25519} me@desk, home`], password_hash: { env: 'HASH' } }),
    ...network({ ip: '10.0.0.5/24', gw: '10.0.0.1', searchdomain: 'a.example, b' }),
    ...volume({}),
  };
  expect(said(machine(all))).toEqual([]);
  const [vm] = load({ vms: [machine(all)] }).vms.values();
  expect(vm).toMatchObject({
    sha256: 'a'.repeat(64),
    agent: true,
    linked_clone: false,
    network_config: { searchdomain: 'a.example b' },
    user_config: { username: 'ops', ssh_keys: [`${ed25519} me@desk, home`] },
  });
});

test('what a VM has unless it says otherwise', () => {
  const [vm] = load({ vms: [machine()] }).vms.values();
  expect(vm).toMatchObject({
    is_template: false,
    customize_image: false,
    linked_clone: false,
    agent: true,
    packages: [],
    force_stop: false,
    qm_options: [],
  });
});

test.each<[string, Record<string, unknown>]>([
  ['cpu_type', { cpu_type: 'host,--force 1' }],
  ['cpu_type', { cpu_type: '-host' }],
  ['template_image', { template_image: '../noble.img' }],
  ['template_image', { template_image: '--help' }],
  ['template_image', { template_image: '/images/a,b.img' }],
  ['template_image', { template_image: '/images/../b.img' }],
  ['template_image', { template_image: '/images/a b.img' }],
  ['template_image', { template_image: 'ftp://example.org/a.img' }],
  ['template_image', { template_image: 'https://me:word@example.org/a.img' }],
  ['template_image', { template_image: 'https://example.org/' }],
  ['template_image', { template_image: 'https://example.org/..' }],
  ['template_image', { template_image: 'https://example.org/a b.img' }],
  ['sha256', { sha256: 'abc' }],
  ['sha256', { sha256: `${'a'.repeat(63)}g` }],
  ['packages[0]', { packages: ['-y'] }],
  ['packages[0]', { packages: ['a b'] }],
  ['packages[0]', { packages: ['Curl'] }],
  ['packages[1]', { packages: ['curl', 'x;reboot'] }],
  ['user_config.username', user({ username: 'Ops User' })],
  ['user_config.ssh_keys[0]', user({ ssh_keys: ['AAAAC3NzaC1lZDI1NTE5AAAAI'] })],
  ['user_config.ssh_keys[0]', user({ ssh_keys: [`${ed25519}\nssh-rsa x`] })],
  ['user_config.ssh_keys[0]', user({ ssh_keys: [`command="x" ${ed25519}`] })],
  ['user_config.ssh_keys[0]', user({ ssh_keys: ['-----BEGIN OPENSSH PRIVATE KEY-----'] })],
  ['user_config.password_hash', user({ password_hash: 'hunter2' })],
  ['user_config.password_hash', user({ password_hash: '$6$a:b' })],
  ['network_config.searchdomain', network({ searchdomain: '-x' })],
  ['network_config.searchdomain', network({ searchdomain: 'a.example; reboot' })],
  ['network_config.searchdomain[0]', network({ searchdomain: ['a_b'] })],
  ['volumes[0].path', volume({ path: '/a b' })],
  ['volumes[0].mount_point', volume({ mount_point: '/' })],
  ['volumes[0].mount_point', volume({ mount_point: '/a\\040b' })],
  ['volumes[0].server', volume({ server: '-o exec' })],
  ['qm_options[0]', { qm_options: ['--balloon 1\n--x 2'] }],
])('%s of %j is refused', (key, changes) => {
  const [message, ...more] = said(machine(changes));
  expect(more).toEqual([]);
  expect(message).toContain(`error invalid-value guest 8000: ${key} `);
  expect(message).not.toContain('hunter2');
});

test.each<[string, Record<string, unknown>[], string[]]>([
  [
    'a linked clone of what is no template',
    [machine(), clone({ linked_clone: true })],
    ['error linked-clone guest 8001: linked_clone needs a template, and 8000 is none'],
  ],
  [
    'a linked clone in another storage',
    [machine({ is_template: true }), clone({ linked_clone: true, storage_pool: 'other' })],
    [
      'error linked-clone guest 8001: storage_pool is other, but a linked clone lies where 8000 does, in tank',
    ],
  ],
  [
    'a linked clone of nothing',
    [machine({ linked_clone: true })],
    ['warning no-effect guest 8000: linked_clone has no effect: this VM is not cloned'],
  ],
  [
    'a disk smaller than that of its source',
    [machine({ is_template: true }), clone({ disk_size_gb: 4 })],
    [
      'error smaller-than-source guest 8001: disk_size_gb 4 is less than the 8 of 8000, which it is cloned from: a disk cannot shrink',
    ],
  ],
  [
    'an image and a source',
    [machine(), clone({ template_image: 'noble-server-cloudimg-amd64.img' })],
    [
      'warning two-origins guest 8001: template_image is not used, because "clone_from_vmid" is there too',
    ],
  ],
  [
    'a sum of an image that is not used',
    [machine(), clone({ sha256: 'a'.repeat(64), customize_image: true })],
    [
      'warning no-effect guest 8001: sha256 has no effect: it is about an image, and this VM is cloned',
      'warning no-effect guest 8001: customize_image has no effect: it is about an image, and this VM is cloned',
    ],
  ],
  [
    'snapshots of a Proxmox template',
    [
      machine({
        is_template: true,
        template_snapshot_name: 'ready',
        snapshots: { pre_features: 'p1' },
      }),
    ],
    [
      'warning no-effect guest 8000: snapshots has no effect beside is_template: Proxmox converts no VM that has snapshots, so none is taken',
      'warning no-effect guest 8000: template_snapshot_name has no effect beside is_template: Proxmox converts no VM that has snapshots, so none is taken',
    ],
  ],
  [
    'two snapshots of one name',
    [machine({ template_snapshot_name: 'ready', snapshots: { 'post-features': 'ready' } })],
    ['error duplicate-snapshot guest 8000: two snapshots are called ready'],
  ],
  [
    'an image that is no name of Ubuntu',
    [machine({ template_image: 'debian-13.qcow2' })],
    [
      'warning unknown-image guest 8000: template_image debian-13.qcow2 is the name of no image of Ubuntu, so it is only looked for on the host',
    ],
  ],
  [
    'an unknown cpu',
    [machine({ cpu_type: 'hots' })],
    ['warning unknown-cpu guest 8000: cpu_type hots is none of Proxmox 9'],
  ],
  [
    'a fixed address without gateway',
    [machine(network({ ip: '10.0.0.5/24' }))],
    [
      'warning no-gateway guest 8000: network_config has the fixed address 10.0.0.5/24 and no gateway: the VM reaches its own network only',
    ],
  ],
  [
    'a volume of another type',
    [machine(volume({ type: 'cifs' }))],
    ['warning no-effect guest 8000: volume a has the type cifs, which is not acted upon'],
  ],
  [
    'two volumes at one place',
    [
      machine({
        volumes: ['a', 'b'].map((name) => ({
          name,
          type: 'nfs',
          server: 's',
          path: `/${name}`,
          mount_point: name === 'a' ? '/mnt/' : '//mnt',
        })),
      }),
    ],
    ['error duplicate-mount guest 8000: volume b is mounted at /mnt, as a is'],
  ],
  [
    'what needs the agent, without it',
    [
      machine({
        agent: false,
        features: ['docker'],
        health_check: { command: 'true' },
        ...volume({}),
      }),
    ],
    ['features', 'volumes', 'health_check']
      .map(
        (key) =>
          `error needs-agent guest 8000: ${key} cannot be without the guest agent, and agent is false`,
      )
      .toSorted(),
  ],
  [
    'a key that is cut off',
    [machine(user({ ssh_keys: [ed25519.slice(0, -4)] }))],
    [
      'warning damaged-key guest 8000: user_config.ssh_keys[0] is damaged or cut off: nobody can log in with it',
    ],
  ],
  [
    'scripts of former times',
    [machine({ post_create_scripts: ['x.sh'] })],
    ['warning former-key guest 8000: post_create_scripts is not run any more'],
  ],
])('%s', (_, vms, messages) => {
  expect(said(...vms).toSorted()).toEqual(messages.toSorted());
});

test('features that are built in need no script; others do', () => {
  const { diagnostics } = load({ vms: [machine({ features: ['base_setup', 'docker'] })] });
  expect(diagnostics).toEqual([]);
});

test('qm_options are taken apart, with truths as Proxmox keeps them', () => {
  const qm_options = [
    ...['--balloon 1024', '-numa=yes', '--args -device virtio-rng-pci'],
    ...['--hostpci0 0000:01:00,pcie=1', '--balloon 512'],
  ];
  const { vms, diagnostics } = load({ vms: [machine({ qm_options })] });
  expect(diagnostics).toEqual([]);
  expect(vms.get(8000)?.qm_options).toEqual([
    { key: 'balloon', value: '512' },
    { key: 'numa', value: '1' },
    { key: 'args', value: '-device virtio-rng-pci' },
    { key: 'hostpci0', value: '0000:01:00,pcie=1' },
  ]);
});

test.each<[string, string, string]>([
  ['balloon 1024', 'error invalid-value', 'is "balloon 1024", but must be one setting'],
  ['--force', 'error invalid-value', 'is "--force", but must be one setting'],
  ['--numa maybe', 'error invalid-value', 'has maybe for numa, but must have 0 or 1'],
  ['--memory 4096', 'warning no-effect', 'sets memory, which Phoenix sets itself: left out'],
  ['--baloon 1', 'warning unknown-qm-key', 'sets baloon, which is no setting of a VM: left out'],
  ['--delete net0', 'warning unknown-qm-key', 'sets delete, which is no setting of a VM: left out'],
  [
    '--scsi1 tank:8',
    'warning made-anew',
    'sets scsi1, which Proxmox makes anew at every run: left out',
  ],
  ['--net1 virtio,bridge=b', 'warning made-anew', 'sets net1 without a hardware address: left out'],
])('the qm option %j: %s', (line, severity, what) => {
  const declared = load({ vms: [machine({ qm_options: [line] })] });
  const [first, ...more] = declared.diagnostics.map((one) =>
    told(one).replace(/ \w+:\d+:\d+ /, ' '),
  );
  expect(more).toEqual([]);
  expect(first).toBe(`${severity} guest 8000: qm_options[0] ${what}`);
  if (severity.startsWith('warning')) expect(declared.vms.get(8000)?.qm_options).toEqual([]);
});

test.each([
  [
    'noble-server-cloudimg-amd64.img',
    {},
    'https://cloud-images.ubuntu.com/noble/current/noble-server-cloudimg-amd64.img',
  ],
  [
    'jammy-server-cloudimg-arm64.img',
    { ubuntu_release: 'noble' },
    'https://cloud-images.ubuntu.com/jammy/current/jammy-server-cloudimg-arm64.img',
  ],
  ['zesty-server-cloudimg-amd64.img', {}, undefined],
  [
    'zesty-server-cloudimg-amd64.img',
    { ubuntu_release: 'zesty' },
    'https://cloud-images.ubuntu.com/zesty/current/zesty-server-cloudimg-amd64.img',
  ],
  ['debian-13.qcow2', { ubuntu_release: 'noble' }, undefined],
  ['/images/noble-server-cloudimg-amd64.img', {}, undefined],
  ['https://example.org/a/b.qcow2?x=1/2', {}, 'https://example.org/a/b.qcow2?x=1/2'],
])('image %s with %j is fetched from %s', (template_image, defaults, url) => {
  expect(imageUrl({ template_image }, defaults)).toBe(url);
});

test.each([
  ['noble.img', 'noble.img'],
  ['/images/noble.img', 'noble.img'],
  ['https://example.org/a/b.qcow2?x=1/2', 'b.qcow2'],
])('the file name of %s is %s', (image, name) => {
  expect(imageName(image)).toBe(name);
});

test('an id is a number, however it is written', () => {
  const { vms } = load({
    vms: [
      machine({ vmid: '8000', is_template: true }),
      clone({ vmid: '8001', clone_from_vmid: '8000', dependencies: [8000, '8000'] }),
    ],
  });
  expect([...vms.keys()]).toEqual([8000, 8001]);
  expect(vms.get(8001)).toMatchObject({ clone_from_vmid: 8000, dependencies: [8000] });
});

test('snapshots are found under both of their spellings', () => {
  const spelled = (snapshots: object) =>
    load({ vms: [machine({ snapshots })] }).vms.get(8000)?.snapshots;
  const both = { pre_features: 'pre', post_features: 'post' };
  expect(spelled(both)).toEqual(both);
  expect(spelled({ 'pre-features': 'pre', 'post-features': 'post' })).toEqual(both);
});

test('declared name servers go before none, and nothing is put in their place', () => {
  const servers = (changes: object) =>
    load({ vms: [machine(network(changes as Record<string, unknown>))] }).vms.get(8000)
      ?.network_config?.nameservers;
  expect(servers({ nameserver: '10.0.0.2' })).toEqual(['10.0.0.2']);
  expect(servers({ nameservers: ['10.0.0.2', '10.0.0.3'], nameserver: '10.0.0.2' })).toEqual([
    '10.0.0.2',
    '10.0.0.3',
  ]);
  expect(servers({})).toBeUndefined();
});

test('an IPv6 server of a volume has the brackets that mount wants', () => {
  const server = (text: string) =>
    load({ vms: [machine(volume({ server: text }))] }).vms.get(8000)?.volumes[0]?.server;
  expect(server('fd00::2')).toBe('[fd00::2]');
  expect(server('10.0.0.2')).toBe('10.0.0.2');
  expect(server('nas.lab.example')).toBe('nas.lab.example');
});

test('a VM with a snapshot at its end is no template: it may depend on others', () => {
  const source = machine({ is_template: true });
  const needed = clone({ vmid: 8002, name: 'needed' });
  expect(
    said(source, needed, clone({ template_snapshot_name: 'ready', dependencies: [8002] })),
  ).toEqual([]);
});
