import { expect, test } from 'vitest';
import { lines, report } from '../testing/report.ts';
import { container, machine } from '../testing/world.ts';

const clone = (source: number, changes: Record<string, unknown>) =>
  container({ template: undefined, clone_from_ctid: source, ...changes });
const nfs = (name: string, mount_point: string) => ({
  ...{ name, type: 'nfs', server: '10.0.0.9', path: '/srv' },
  mount_point,
});

test('numbers and truths in quotes', () => {
  expect(
    report({
      lxc: {
        900: container({
          name: 'a',
          memory_mb: '512',
          swap_mb: '51x',
          cores: 'x5',
          storage_size_gb: 'a number',
        }),
        901: container({
          name: 'b',
          unprivileged: 'true',
          is_template: 'truex',
          enable_lifecycle_snapshots: 'xfalse',
        }),
        902: container({
          name: 'c',
          memory_mb: ['512'],
          unprivileged: ['true'],
          gpu_assignment: 'true',
          boot_order: '7',
        }),
        903: container({ name: 5, template: ['5'], start_at_boot: 'false' }),
      },
    }),
  ).toBe(
    lines(
      'error invalid-value | "memory_mb": >"512", | guest 900: memory_mb is "512", but must be a whole number of at least 16 | write 512 without quotes | -',
      'error invalid-value | "swap_mb": >"51x" | guest 900: swap_mb is "51x", but must be a whole number of at least 0 | - | -',
      'error invalid-value | "cores": >"x5", | guest 900: cores is "x5", but must be a whole number from 1 to 8192 | - | -',
      'error invalid-value | "storage_size_gb": >"a number", | guest 900: storage_size_gb is "a number", but must be a whole number from 1 to 1000000 | - | -',
      'error invalid-value | "unprivileged": >"true", | guest 901: unprivileged is "true", but must be true or false | write true without quotes | -',
      'error invalid-value | "enable_lifecycle_snapshots": >"xfalse" | guest 901: enable_lifecycle_snapshots is "xfalse", but must be true or false | - | -',
      'error invalid-value | "is_template": >"truex", | guest 901: is_template is "truex", but must be true or false | - | -',
      'error invalid-value | "memory_mb": >[ | guest 902: memory_mb is a list, but must be a whole number of at least 16 | - | -',
      'error invalid-value | "unprivileged": >[ | guest 902: unprivileged is a list, but must be true or false | - | -',
      'error invalid-value | "boot_order": >"7" | guest 902: boot_order is "7", but must be a whole number from 0 to 1000000 | write 7 without quotes | -',
      'error invalid-value | "gpu_assignment": >"true", | guest 902: gpu_assignment is "true", but must be "none" or GPU numbers with commas between, like "0,1" | - | -',
      'error invalid-value | "name": >5, | guest 903: name is 5, but must be a host name: letters, digits and dashes, no dash at either end | - | -',
      'error invalid-value | "template": >[ | guest 903: template is a list, but must be an absolute path, or a volume like "local:vztmpl/debian-13-standard_13.6-1_amd64.tar.zst" | - | -',
      'error invalid-value | "start_at_boot": >"false" | guest 903: start_at_boot is "false", but must be true or false | write false without quotes | -',
    ),
  );
});

test('values of a wrong kind', () => {
  expect(
    report({
      lxc: {
        900: container({
          name: [],
          memory_mb: null,
          cores: {},
          description: 5,
          features: ['docker', 5, 'docker2'],
        }),
        901: container({
          name: `${'b'.repeat(58)}_`,
          network_config: { name: 'eth0', bridge: 5 },
        }),
        902: container({ name: `${'b'.repeat(57)}_`, template: undefined }),
        903: 5,
        x9: container({ name: 'd' }),
      },
      vms: [
        5,
        machine({ vmid: 8001, name: 'b', cores: 'x', agent: false, features: ['docker'] }),
        machine({ vmid: 'x', name: 'c' }),
        machine({ vmid: 8003, name: 'd', volumes: [5, nfs('a', '/x'), nfs('b', '/x')] }),
      ],
    }),
  ).toBe(
    lines(
      'error invalid-value | "name": >[], | guest 900: name is an empty list, but must be a host name: letters, digits and dashes, no dash at either end | - | -',
      'error invalid-value | "description": >5, | guest 900: description is 5, but must be a text of one or more lines, of at most 8192 bytes | - | -',
      'error invalid-value | "memory_mb": >null, | guest 900: memory_mb is null, but must be a whole number of at least 16 | - | -',
      'error invalid-value | "cores": >{}, | guest 900: cores is an object, but must be a whole number from 1 to 8192 | - | -',
      'error invalid-value | "features": >[ | guest 900: features is a list, but must be a list of feature names, each of letters, digits, "_" and "-" | - | -',
      'error invalid-value | "name": >"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb_", | guest 901: name is "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb..., but must be a host name: letters, digits and dashes, no dash at either end | - | -',
      'error invalid-value | "bridge": >5 | guest 901: network_config.bridge is 5, but must be the name of a network device, like "vmbr0" | - | -',
      'error missing-key | >"network_config": { | guest 901: network_config.ip is missing | add "ip": it must be an IPv4 address with prefix length, like "10.0.0.150/24", or "dhcp" | -',
      'error invalid-value | "name": >"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb_", | guest 902: name is "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb_", but must be a host name: letters, digits and dashes, no dash at either end | - | -',
      'error invalid-value | "903": >5, | guest 903 is 5, but must be an object { ... } | - | -',
      'error invalid-id | >"x9": { | "x9" is no container id: that is a number from 100 to 999999999 | write a number like "950" | -',
      'error invalid-value | >5, | vms[0] is 5, but must be an object { ... } | - | -',
      'error invalid-value | "cores": >"x", | guest 8001: cores is "x", but must be a whole number from 1 to 8192 | - | -',
      'error invalid-value | "vmid": >"x", | guest x: vmid is "x", but must be a guest id from 100 to 999999999, like 950 or "950" | - | -',
      'error invalid-value | >5, | guest 8003: volumes[0] is 5, but must be an object { ... } | - | -',
      'error needs-agent | "features": >[ | guest 8001: features cannot be without the guest agent, and agent is false | remove "agent": false, or "features" | 8001',
      'error duplicate-mount | "mount_point": >"/x" | guest 8003: volume b is mounted at /x, as a is | give each a path of its own | 8003',
    ),
  );
});

test('keys that nobody knows', () => {
  expect(
    report({
      lxc: {
        900: container({
          name: 'a',
          ctid: 900,
          id: 900,
          valid: 1,
          idle: 1,
          ip: '10.0.0.1',
          memoryMb: 5,
          'storage-pool': 'x',
          privileged: true,
          mounts: [],
          x: 1,
          mb: 1,
          network_config: {
            name: 'eth0',
            bridge: 'vmbr0',
            ip: 'dhcp',
            nameserver: '1.1.1.1',
            cores: 2,
          },
          mount_points: [{ host_path: '/a', container_path: '/b', features: 1, unheard_of: 1 }],
        }),
      },
    }),
  ).toBe(
    lines(
      'warning unknown-key | >"ctid": 900, | guest 900: ctid is no key that Phoenix knows | the id of a container is the name of its object in "lxc_configs"; remove it | -',
      'warning unknown-key | >"id": 900, | guest 900: id is no key that Phoenix knows | the id of a container is the name of its object in "lxc_configs"; remove it | -',
      'warning unknown-key | >"valid": 1, | guest 900: valid is no key that Phoenix knows | it is ignored; remove it if nothing else reads it | -',
      'warning unknown-key | >"idle": 1, | guest 900: idle is no key that Phoenix knows | it is ignored; remove it if nothing else reads it | -',
      'warning unknown-key | >"ip": "10.0.0.1", | guest 900: ip is no key that Phoenix knows | did you mean "network_config.ip"? | -',
      'warning unknown-key | >"memoryMb": 5, | guest 900: memoryMb is no key that Phoenix knows | did you mean "memory_mb"? | -',
      'warning unknown-key | >"storage-pool": "x", | guest 900: storage-pool is no key that Phoenix knows | did you mean "storage_pool"? | -',
      'warning unknown-key | >"privileged": true, | guest 900: privileged is no key that Phoenix knows | did you mean "unprivileged"? it says the opposite | -',
      'warning unknown-key | >"mounts": [], | guest 900: mounts is no key that Phoenix knows | did you mean "mount_points"? as it stands, nothing of the host is mounted | -',
      'warning unknown-key | >"x": 1, | guest 900: x is no key that Phoenix knows | it is ignored; remove it if nothing else reads it | -',
      'warning unknown-key | >"mb": 1, | guest 900: mb is no key that Phoenix knows | it is ignored; remove it if nothing else reads it | -',
      'warning unknown-key | >"nameserver": "1.1.1.1", | guest 900: network_config.nameserver is no key that Phoenix knows | did you mean "nameservers"? | -',
      'warning unknown-key | >"cores": 2 | guest 900: network_config.cores is no key that Phoenix knows | did you mean "cores", outside of "network_config"? | -',
      'warning unknown-key | >"features": 1, | guest 900: mount_points[0].features is no key that Phoenix knows | did you mean "features", outside of "mount_points"? as it stands, no feature is installed | -',
      'warning unknown-key | >"unheard_of": 1 | guest 900: mount_points[0].unheard_of is no key that Phoenix knows | it is ignored; remove it if nothing else reads it | -',
    ),
  );
});

test('files that are not there', () => {
  expect(
    report({
      hypervisor: { tests: { own: [{ name: 'a', type: 'script', path: 'host.sh' }] } },
      lxc: {
        900: container({
          name: 'a',
          application_script: 'app.sh',
          application_files: [
            { source: '/there', destination: 'x' },
            { source: 'etc/x', destination: 'x' },
          ],
          health_checks: [{ name: 'a', script: 'health.sh' }],
          integration_tests: { own: 'integration.sh' },
          apparmor_profile: 'mine',
          features: ['docker', 'mine', 'dockr'],
          tests: {
            own: [
              { name: 'a', type: 'script', path: 'own.sh' },
              { name: 'b', type: 'script', path: 'there.sh' },
            ],
          },
        }),
        901: container({ name: 'b', features: ['mine'], apparmor_profile: 'unconfined' }),
        902: clone(900, {
          name: 'c',
          template: '/t/other.tar.zst',
          storage_size_gb: 8,
          features: ['thery'],
        }),
        903: container({ name: 'd', features: ['there'] }),
      },
      vms: [machine({ features: ['docker', 'dockr'] })],
      exists: (path) => path.includes('there') && !path.includes('thery'),
    }),
  ).toBe(
    lines(
      'warning two-origins | >"template": "/t/other.tar.zst", | guest 902: template is not used, because "clone_from_ctid" is there too | remove one of the two | 902',
      'warning source-without-snapshot | "clone_from_ctid": >900, | guest 902: 900, which it is cloned from, takes no snapshot: the clone copies its state of the moment, for which it must be stopped | add "template_snapshot_name" to 900 | 902 900',
      'warning missing-template | "template": >"/t/debian.tar.zst", | guests 900, 901, 903: template /t/debian.tar.zst does not exist | it is downloaded when Proxmox offers one of that name; else put it there | 900 901 903',
      'warning missing-script | "application_script": >"app.sh", | guest 900: application script /p/bin/app.sh does not exist | put it there, or take it out of the configuration | 900',
      'warning missing-file | >{ | guest 900: file /p/etc/x does not exist | put it there, or take it out of the configuration | 900',
      'warning missing-script | "script": >"health.sh" | guest 900: health script /p/bin/health_checks/health.sh does not exist | put it there, or take it out of the configuration | 900',
      'warning missing-test | "own": >"integration.sh" | guest 900: test /p/bin/tests/integration.sh does not exist | put it there, or take it out of the configuration | 900',
      'warning missing-profile | "apparmor_profile": >"mine", | guest 900: AppArmor profile /p/etc/apparmor/mine does not exist | put it there, or take it out of the configuration | 900',
      'warning missing-script | >"mine", | guests 900, 901: script of feature mine /p/bin/lxc_setup/phoenix_hypervisor_feature_install_mine.sh does not exist | built in are base_setup, docker, nvidia; all others are scripts of yours: put it there, or take "mine" out of the features | 900 901',
      'warning missing-script | >"dockr" | guest 900: script of feature dockr /p/bin/lxc_setup/phoenix_hypervisor_feature_install_dockr.sh does not exist | did you mean "docker"? built in are base_setup, docker, nvidia; all others are scripts of yours | 900',
      'warning missing-test | "path": >"own.sh" | guest 900: test /p/bin/tests/own.sh does not exist | put it there, or take it out of the configuration | 900',
      'warning missing-script | >"thery" | guest 902: script of feature thery /p/bin/lxc_setup/phoenix_hypervisor_feature_install_thery.sh does not exist | did you mean "there"? built in are base_setup, docker, nvidia; all others are scripts of yours | 902',
      'warning missing-script | >"dockr" | guest 8000: script of feature dockr /p/bin/vm_features/feature_install_dockr.sh does not exist | put it there, or take it out of the configuration | 8000',
      'warning missing-test | "path": >"host.sh" | the host: test /p/bin/tests/host.sh does not exist | put it there, or take it out of the configuration | ',
    ),
  );
});
