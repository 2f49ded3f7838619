import { expect, it } from 'vitest';
import { CHECKS } from './checks/index.ts';
import type { Finding } from './finding.ts';
import {
  container,
  findings,
  machine,
  mark,
  SCRIPT,
  STATUS,
  type World,
} from './test-support/lab.ts';

const cases: [string, Finding['severity'], string, (world: World) => void][] = [
  [
    'root',
    'error',
    'sudo phoenix doctor',
    (w) => {
      w.isRoot = false;
    },
  ],
  [
    'proxmox',
    'error',
    'run phoenix on the Proxmox VE host',
    (w) => {
      w.programs = ['systemctl'];
    },
  ],
  [
    'version',
    'error',
    'Upgrade',
    (w) => {
      w.files['/var/lib/dpkg/status'] = 'Package: pve-manager\nVersion: 7.4-3\n';
    },
  ],
  [
    'configuration',
    'error',
    'phoenix validate',
    (w) => {
      container(w).memory_mb = 'much';
      container(w).features = [];
    },
  ],
  [
    'services',
    'error',
    'systemctl restart pveproxy',
    (w) => {
      w.commands.systemctl = 'active\nactive\nfailed\nactive\n';
    },
  ],
  [
    'node-name',
    'error',
    '10.0.0.13 pve.local pve',
    (w) => {
      w.files['/etc/hosts'] = '127.0.0.1 localhost\n';
    },
  ],
  [
    'node-name',
    'error',
    '10.0.0.13 pve.local pve',
    (w) => {
      w.files['/etc/hosts'] = '127.0.1.1 pve\n';
    },
  ],
  [
    'storages',
    'error',
    'did you mean tank?',
    (w) => {
      container(w).storage_pool = 'tnak';
    },
  ],
  [
    'storages',
    'error',
    'phoenix setup --only zfs,storages',
    (w) => {
      w.config.hypervisor.zfs.datasets = [
        { name: 'a', pool: 'p', proxmox_storage_type: 'zfspool', proxmox_content_type: 'rootdir' },
      ];
    },
  ],
  [
    'storage-disabled',
    'error',
    'pvesm set tank --disable 0',
    (w) => {
      w.files['/etc/pve/storage.cfg'] += '\tdisable\n';
    },
  ],
  [
    'storage-content',
    'error',
    'pvesm set local --content iso,vztmpl,snippets,import,images',
    (w) => {
      machine(w).storage_pool = 'local';
    },
  ],
  [
    'snippets',
    'error',
    'pvesm set local --content iso,vztmpl,import,snippets',
    (w) => {
      w.files['/etc/pve/storage.cfg'] = w.files['/etc/pve/storage.cfg']?.replace('snippets,', '');
    },
  ],
  [
    'storage-space',
    'warning',
    'pvesm list tank',
    (w) => {
      w.commands['pvesm status'] = STATUS.replace(/50.00%\n$/, '90.10%\n');
    },
  ],
  [
    'storage-space',
    'error',
    'pvesm list tank',
    (w) => {
      w.commands['pvesm status'] = STATUS.replace(/50.00%\n$/, '96.00%\n');
    },
  ],
  [
    'storage-space',
    'error',
    'zpool status',
    (w) => {
      w.commands['pvesm status'] = STATUS.replace('zfspool  active', 'zfspool  inactive');
    },
  ],
  [
    'templates',
    'error',
    'pveam update',
    (w) => {
      w.files['/var/lib/vz/template/cache/debian-13-standard_13.6-1_amd64.tar.zst'] = undefined;
      w.files['/var/lib/pve-manager/apl-info/download.proxmox.com'] =
        'Location: system/alpine-3.tar.xz\n';
    },
  ],
  [
    'images',
    'error',
    'template_image of 8000',
    (w) => {
      w.files['/var/lib/vz/import/own.qcow2'] = undefined;
    },
  ],
  [
    'bridges',
    'error',
    'there are vmbr0',
    (w) => {
      machine(w).network_bridge = 'vmbr9';
    },
  ],
  [
    'firewall',
    'warning',
    'declare firewall.enabled and its rules for the host, and type phoenix setup --only firewall',
    (w) => {
      machine(w).firewall = { enabled: true };
    },
  ],
  [
    'firewall',
    'warning',
    'phoenix setup --only firewall turns it on',
    (w) => {
      container(w).firewall = { enabled: true };
      w.files['/etc/pve/firewall/cluster.fw'] = '[OPTIONS]\n\nenable: 0\n';
      w.config.hypervisor.firewall = { enabled: true };
    },
  ],
  [
    'gpus',
    'error',
    'phoenix setup --only nvidia,gpu',
    (w) => {
      w.files['/dev/nvidia0'] = undefined;
    },
  ],
  [
    'driver',
    'error',
    'phoenix setup --only nvidia',
    (w) => {
      w.files['/sys/module/nvidia/version'] = '570.1\n';
    },
  ],
  [
    'kvm',
    'error',
    'VT-x',
    (w) => {
      w.files['/dev/kvm'] = undefined;
    },
  ],
  [
    'id-ranges',
    'error',
    'echo root:100000:65536 >>/etc/subgid',
    (w) => {
      w.files['/etc/subgid'] = 'root:100000:1000\n';
    },
  ],
  [
    'nesting',
    'warning',
    'nesting=1',
    (w) => {
      container(w).pct_options = [];
    },
  ],
  [
    'apparmor',
    'error',
    'unconfined',
    (w) => {
      w.files['/etc/apparmor.d/lab'] = undefined;
    },
  ],
  [
    'scripts-missing',
    'error',
    'write that script',
    (w) => {
      w.files[SCRIPT] = undefined;
    },
  ],
  [
    'scripts-crlf',
    'error',
    `sed -i 's/\\r$//' ${SCRIPT}`,
    (w) => {
      w.files[SCRIPT] = '#!/bin/bash\r\n';
    },
  ],
  [
    'scripts-executable',
    'warning',
    `chmod +x ${SCRIPT}`,
    (w) => {
      w.files[`${SCRIPT} mode`] = 'as it is';
    },
  ],
  [
    'locks',
    'error',
    'pct unlock 900',
    (w) => {
      w.files['/etc/pve/lxc/900.conf'] = 'lock: backup\n';
    },
  ],
  [
    'half-made',
    'error',
    'phoenix create 900',
    (w) => {
      w.files['/var/log/phoenix/making/lxc-900.json'] = mark('define');
    },
  ],
  [
    'half-made',
    'warning',
    'phoenix start 900',
    (w) => {
      w.files['/var/log/phoenix/making/lxc-900.json'] = mark('start');
    },
  ],
  [
    'left-undo',
    'warning',
    'phoenix converge 900',
    (w) => {
      w.files['/etc/pve/lxc/900.conf'] = 'cores: 1\n\n[phoenix-undo]\ncores: 1\n';
    },
  ],
  [
    'journal',
    'error',
    'mv /var/log/phoenix',
    (w) => {
      w.files['/var/log/phoenix'] = '';
    },
  ],
  [
    'rollback-timer',
    'warning',
    'systemctl stop phoenix-rollback.timer',
    (w) => {
      w.files['/run/systemd/transient/phoenix-rollback.timer'] = '';
    },
  ],
  [
    'restart',
    'warning',
    'restart the host',
    (w) => {
      w.restarts = ['packages'];
    },
  ],
  [
    'clock',
    'warning',
    'phoenix setup --only time',
    (w) => {
      w.commands.timedatectl = 'no\n';
    },
  ],
  [
    'subscription',
    'warning',
    'phoenix setup --only repositories',
    (w) => {
      w.files['/etc/apt/sources.list.d/pve-enterprise.sources'] =
        'Types: deb\nURIs: https://enterprise.proxmox.com/debian/pve\n';
    },
  ],
];

it.each(cases)('%s (%s) says %s', async (check, severity, hint, plant) => {
  const found = await findings(plant);
  expect(found.map((one) => [one.check, one.severity])).toEqual([[check, severity]]);
  expect(found[0]?.hint).toContain(hint);
});

it('the hint about a bridge names bridges only, as far as there are any', async () => {
  const hint = async (plant: (world: World) => void) => {
    const [found] = await findings((world) => {
      machine(world).network_bridge = 'vmbr9';
      plant(world);
    });
    return found?.hint.replace(/^.*, or /, '');
  };
  expect(await hint(() => {})).toBe('correct the bridge of these guests: there are vmbr0');
  const none = (world: World) => {
    world.files['/sys/class/net/vmbr0/bridge/bridge_id'] = undefined;
  };
  expect(await hint(none)).toBe('correct the bridge of these guests');
});

it('a firewall of a guest is well where that of the datacenter is on, or its own is off', async () => {
  const on = await findings((w) => {
    machine(w).firewall = { enabled: true };
    w.files['/etc/pve/firewall/cluster.fw'] = '[OPTIONS]\n\nenable: 1\n';
  });
  expect(on).toEqual([]);
  const off = await findings((w) => {
    machine(w).firewall = { enabled: false };
  });
  expect(off).toEqual([]);
});

it('every check is tried', () => {
  expect(new Set(cases.map(([name]) => name))).toEqual(new Set(CHECKS.map(({ name }) => name)));
});
