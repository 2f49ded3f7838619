import type { VmGuest } from '@phoenix/shared-config';
import { BASE, planLines, running } from '@phoenix/shared-runtime/testing';
import { describe, expect, it } from 'vitest';
import {
  aClone,
  anInput,
  argvOf,
  aVm,
  CACHED,
  confOf,
  create,
  IMAGE,
  idsOf,
  lines,
  planCreate,
  snippetOf,
  stopped,
  TEMPLATE,
  TEMPLATE_CONF,
} from './fixtures.ts';

const SITE_FEATURE = `${BASE}/bin/vm_features/feature_install_own.sh`;

describe('a VM whose origin is not declared', () => {
  const { template_image: _image, ...guest } = aVm(8001);

  it('is as it is when it exists', () => {
    expect(lines(guest, { observed: { 8001: running(confOf(guest)) } })).toEqual(['none']);
  });

  it('cannot be made', () => {
    expect(create(guest).problems).toEqual([
      {
        message: 'cannot create 8001: it has neither a template_image nor a clone_from_vmid',
        hint: 'give 8001 a "template_image" (name, path or address of a cloud image) or a "clone_from_vmid"',
      },
    ]);
  });
});

describe('create from an image', () => {
  it('is one command with everything, a resize, a start', () => {
    expect(lines(aVm(8001))).toEqual([
      'create',
      `user-data: ${snippetOf(8001)}`,
      `create: qm create 8001 --name vm-8001 --memory 2048 --cores 2 --net0 virtio,bridge=vmbr0 --agent enabled=1 --onboot 0 --ostype l26 --scsihw virtio-scsi-single --scsi0 guests:0,import-from=${CACHED},discard=on --boot order=scsi0 --serial0 socket --vga serial0 --ide2 guests:cloudinit --ciuser ubuntu --ipconfig0 ip=10.0.0.1/24,gw=10.0.0.1 --cicustom user=local:snippets/phoenix-8001-user-data.yml`,
      'resize scsi0: qm disk resize 8001 scsi0 20G',
      'start: qm start 8001',
      'ready: vm-manager exec 8001 --agent-wait 900 -- sh -s -- 900',
    ]);
  });

  it('puts every setting into the one command', () => {
    const guest = aVm(8001, {
      cpu_type: 'host,flags=+aes',
      boot_order: 3,
      boot_delay: 5,
      start_at_boot: true,
      mac_address: '52:54:00:67:89:b0',
      tags: ['web', 'AI', 'web'],
      description: 'two\nlines\n',
      network_config: { ip: 'dhcp', nameservers: ['1.1.1.1', '9.9.9.9'], searchdomain: 'lab.test' },
      firewall: { enabled: true, rules: [] },
      qm_options: [{ key: 'numa', value: '1' }],
      storage_pool: 'files',
    });
    expect(argvOf(guest, 'create').slice(3)).toEqual([
      ...['--name', 'vm-8001', '--memory', '2048', '--cores', '2', '--cpu', 'host,flags=+aes'],
      ...['--net0', 'virtio=52:54:00:67:89:B0,bridge=vmbr0,firewall=1', '--agent', 'enabled=1'],
      ...['--onboot', '1', '--startup', 'order=3,up=5', '--tags', 'ai;web'],
      ...['--description', 'two\nlines', '--numa', '1'],
      ...['--ostype', 'l26', '--scsihw', 'virtio-scsi-single'],
      ...['--scsi0', `files:0,import-from=${CACHED},discard=on,format=qcow2`],
      ...['--boot', 'order=scsi0', '--serial0', 'socket', '--vga', 'serial0'],
      ...['--ide2', 'files:cloudinit', '--ciuser', 'ubuntu', '--ipconfig0', 'ip=dhcp'],
      ...['--nameserver', '1.1.1.1 9.9.9.9', '--searchdomain', 'lab.test'],
      ...['--cicustom', 'user=local:snippets/phoenix-8001-user-data.yml'],
    ]);
    expect(idsOf(guest)).toContain('firewall');
  });

  it('a template ends finalised, stopped and converted', () => {
    expect(lines(TEMPLATE).slice(4)).toEqual([
      'start: qm start 8000',
      'ready: vm-manager exec 8000 --agent-wait 900 -- sh -s -- 900',
      expect.stringMatching(
        /^remember image \[run\]: vm-manager exec 8000 -- sh -s -- image [0-9a-f]{32}$/,
      ),
      'finalise: vm-manager exec 8000 -- sh -s',
      'stop: qm shutdown 8000 --timeout 60',
      'template: qm template 8000',
    ]);
  });

  it('a template without agent is converted without having run', () => {
    expect(idsOf(aVm(8000, { is_template: true, agent: false }))).toEqual([
      ...['user-data', 'create', 'resize scsi0', 'template'],
    ]);
  });

  it('refuses what the host cannot give, all at once, before anything is changed', () => {
    const guest = aVm(8001, {
      storage_pool: 'nowhere',
      network_bridge: 'vmbr9',
      template_image: '/srv/missing.img',
      features: ['other'],
    });
    const plan = create(guest, { storages: 'dir: local\n\tpath /var/lib/vz\n\tcontent iso\n' });
    expect(plan.operations).toEqual([]);
    expect(plan.problems.map(({ message, hint }) => `${message} | ${hint}`)).toEqual([
      'cannot create 8001: this host has no storage nowhere | known storages: local; add it with pvesm add, or correct the declaration',
      'cannot create 8001: this host has no bridge vmbr9 | correct network_bridge, or make the bridge in /etc/network/interfaces and type ifreload -a',
      'cannot create 8001: image /srv/missing.img is not on this host | put the image there, or declare its address as template_image',
      'cannot give 8001 its cloud-init data: no storage of this host takes snippets | type pvesm set local --content iso,snippets',
      `cannot install feature other in 8001: ${BASE}/bin/vm_features/feature_install_other.sh does not exist | write that script, or take "other" out of the features of 8001`,
    ]);
  });

  it('refuses a storage without images, features without agent, an id of a container', () => {
    const pool = 'dir: local\n\tpath /var/lib/vz\n\tcontent snippets\n';
    expect(lines(aVm(8001, { storage_pool: 'local' }), { storages: pool })).toEqual([
      'create',
      'x cannot create 8001: storage local takes no disks of VMs (content snippets)',
    ]);
    expect(lines(aVm(8001, { agent: false, features: ['docker'] }))).toEqual([
      'create',
      'x cannot provision 8001: its features need the guest agent, and agent is declared false',
    ]);
    const observed = { 8001: { idHolder: { word: 'container' as const }, running: false } };
    expect(lines(aVm(8001), { observed })).toEqual([
      'none',
      'x cannot create VM 8001: a container has that id',
    ]);
  });
});

describe('a clone', () => {
  it('differs from its source by one set', () => {
    const guests = [aClone(8001, 8000, { cores: 4, disk_size_gb: 40 }), TEMPLATE];
    const plan = planCreate(anInput({ guests, observed: { 8000: stopped(TEMPLATE_CONF) } }), false);
    expect(planLines(plan)).toEqual([
      'create',
      'clone: qm clone 8000 8001 --name vm-8001 --full 1 --storage guests',
      `user-data: ${snippetOf(8001)}`,
      'set: qm set 8001 --cores 4 --ipconfig0 ip=10.0.0.1/24,gw=10.0.0.1 --cicustom user=local:snippets/phoenix-8001-user-data.yml',
      'resize scsi0: qm disk resize 8001 scsi0 40G',
      'start: qm start 8001',
      'ready: vm-manager exec 8001 --agent-wait 900 -- sh -s -- 900',
    ]);
  });

  it('without a network of its own asks for an address, and never takes the one of its source', () => {
    const { network_config: _network, ...guest } = aClone(8001, 8000);
    const conf = confOf(TEMPLATE, {
      template: '1',
      ipconfig0: 'ip=10.0.0.9/24,gw=10.0.0.1,ip6=auto',
    });
    const plan = planCreate(
      anInput({ guests: [guest, TEMPLATE], observed: { 8000: stopped(conf) } }),
      false,
    );
    expect(planLines(plan).find((line) => line.startsWith('set: '))).toContain(
      ' --ipconfig0 ip=dhcp,ip6=auto ',
    );
  });

  it('of a template that is made in the same run is planned the same way', () => {
    const guest = aClone(8001, 8000, { cores: 4, disk_size_gb: 40 });
    const there = { 8000: stopped(TEMPLATE_CONF) };
    const after = planLines(
      planCreate(anInput({ guests: [guest, TEMPLATE], observed: there }), false),
    );
    expect(planLines(planCreate(anInput({ guests: [guest, TEMPLATE] }), false))).toEqual(after);
  });

  it('may be linked to a template, on its storage', () => {
    const observed = { 8000: stopped(TEMPLATE_CONF) };
    const linked = (overrides: Partial<VmGuest>, source = TEMPLATE, conf = observed) =>
      planLines(
        planCreate(
          anInput({
            guests: [aClone(8001, 8000, { linked_clone: true, ...overrides }), source],
            observed: conf,
          }),
          false,
        ),
      ).find((line) => /^(x|clone:) /.test(line));
    expect(linked({})).toBe('clone: qm clone 8000 8001 --name vm-8001 --full 0');
    expect(linked({ storage_pool: 'files' })).toBe(
      'x cannot make 8001 a linked clone of 8000 on files: the disk of 8000 is on guests',
    );
    const plain = aVm(8000);
    expect(linked({}, plain, { 8000: stopped(confOf(plain)) })).toBe(
      'x cannot make 8001 a linked clone of 8000: 8000 is no template',
    );
  });

  it('starts from the snapshot of a VM that is no template', () => {
    const source = aVm(8000, { template_snapshot_name: 'initial' });
    const conf = `${confOf(source)}\n[initial]\n${confOf(source)}snaptime: 1\n`;
    const guests = [aClone(8001, 8000), source];
    const plan = planCreate(anInput({ guests, observed: { 8000: running(conf) } }), false);
    expect(planLines(plan)[1]).toBe(
      'clone: qm clone 8000 8001 --name vm-8001 --full 1 --snapname initial --storage guests',
    );
    const bare = [aClone(8001, 8000), aVm(8000)];
    const live = planCreate(
      anInput({ guests: bare, observed: { 8000: running(confOf(aVm(8000))) } }),
      false,
    );
    expect(live.notes[0]).toMatch(/^8000 is cloned while it runs/);
  });

  it('without its source is no plan', () => {
    const plan = planCreate(
      anInput({ guests: [aClone(8001, 8000), TEMPLATE], planned: [8001] }),
      false,
    );
    expect(plan.problems[0]?.message).toBe('cannot clone 8001 from 8000: 8000 does not exist');
  });
});

describe('in the guest', () => {
  it('volumes come before features, snapshots around features', () => {
    const guest = aVm(8001, {
      features: ['own', 'docker'],
      snapshots: { pre_features: 'bare', post_features: 'done' },
      template_snapshot_name: 'initial',
      volumes: [
        { name: 'a', type: 'nfs', server: '10.0.0.9', path: '/srv/a', mount_point: '/mnt/a' },
        { name: 'b', type: 'nfs', server: '10.0.0.9', path: '/srv/b', mount_point: '/mnt/b' },
      ],
    });
    expect(idsOf(guest, { scripts: [SITE_FEATURE] }).slice(5)).toEqual([
      'volumes',
      'snapshot bare',
      'context',
      'feature own directory',
      'push feature_install_own.sh',
      'push vm_context.json',
      'feature own',
      'feature docker',
      'snapshot done',
      'snapshot initial',
    ]);
    expect(argvOf(guest, 'volumes', { scripts: [SITE_FEATURE] }).slice(-4)).toEqual([
      ...['10.0.0.9:/srv/a', '/mnt/a', '10.0.0.9:/srv/b', '/mnt/b'],
    ]);
  });

  it('a script with the line ends of Windows is named before anything is changed', () => {
    const input = anInput({
      guests: [aVm(8001, { features: ['own'] })],
      scripts: [SITE_FEATURE],
    });
    const fact = { path: SITE_FEATURE, hash: '', command: [SITE_FEATURE], isDos: true } as const;
    const facts = { ...input.world.facts, scripts: new Map([[SITE_FEATURE, fact]]) };
    const plan = planCreate({ ...input, world: { ...input.world, facts } }, false);
    expect(planLines(plan)).toEqual([
      'create',
      `x cannot run ${SITE_FEATURE} for 8001: its lines end with a carriage return (CRLF), which becomes part of the name of its interpreter`,
    ]);
  });

  it('a feature of the site gets the context of its VM, and no secret of any VM', () => {
    const user_config = { username: 'ops', ssh_keys: [], password_hash: '$6$salt$secret' };
    const guest = aVm(8001, { features: ['own'], user_config });
    const scripts = [SITE_FEATURE, `${BASE}/etc/phoenix_vm_configs.json`];
    const { operations } = create(guest, { scripts });
    const pushed = operations.flatMap((one) =>
      'run' in one && one.run.includes('push') ? [one.run.at(3)?.split('/').at(-1)] : [],
    );
    expect(pushed).toEqual(['feature_install_own.sh', 'vm_context.json']);
    const context = operations.find(({ id }) => id === 'context');
    expect(JSON.stringify(context)).toContain('ops');
    expect(JSON.stringify(context)).not.toContain('secret');
  });

  it('takes no snapshot of what takes none, and says so', () => {
    const guest = aVm(8001, { template_snapshot_name: 'initial', storage_pool: 'thick' });
    expect(create(guest).notes).toEqual([
      'no snapshot initial of 8001: scsi0 (thick:vm-8001-disk-0) is no qcow2 file, and storage thick (lvm) takes snapshots of nothing else',
    ]);
    expect(idsOf({ ...guest, storage_pool: 'files' })).toContain('snapshot initial');
  });

  it('what the guest remembers is not done again', () => {
    const guest = aVm(8001, { features: ['docker'] });
    const step = create(guest).operations.find(({ id }) => id === 'feature docker');
    const memory = new Map([['feature.docker', step?.guard?.hash ?? '']]);
    expect(lines(guest, { observed: { 8001: running(confOf(guest), { memory }) } })).toEqual([
      'none',
    ]);
    expect(idsOf(guest, { observed: { 8001: running(confOf(guest)) } })).toEqual([
      'feature docker',
    ]);
  });
});

describe('the image', () => {
  const fetched = (guest: VmGuest) => {
    const input = anInput({ guests: [guest] });
    (input.world.facts.paths as Map<string, unknown>).delete(CACHED);
    return planLines(planCreate(input, false))[1];
  };
  it('is fetched when it is nowhere', () => {
    expect(fetched(aVm(8001))).toBe(
      `image: vm-manager fetch-image https://cloud-images.ubuntu.com/noble/current/${IMAGE} ${CACHED}`,
    );
    const sha256 = 'ab'.repeat(32);
    expect(fetched(aVm(8001, { template_image: 'https://a.test/x/y.img?z=1', sha256 }))).toBe(
      `image: vm-manager fetch-image https://a.test/x/y.img?z=1 /var/cache/phoenix/images/abababababab-y.img --sha256 ${sha256}`,
    );
  });

  it('of one address is never taken for that of another with the same name', () => {
    const at = (template_image: string) =>
      /\/var\/cache\S+/.exec(fetched(aVm(8001, { template_image })) ?? '')?.[0];
    const old = at('https://a.test/20250101/base.img');
    expect(old).toMatch(/^\/var\/cache\/phoenix\/images\/[0-9a-f]{12}-base\.img$/);
    expect(at('https://a.test/20251001/base.img')).not.toBe(old);
    expect(at(`https://cloud-images.ubuntu.com/noble/current/${IMAGE}`)).toBe(CACHED);
    expect(at(`https://cloud-images.ubuntu.com/noble/20250101/${IMAGE}`)).not.toBe(CACHED);
  });

  it('is taken from a storage, and verified there when its checksum is declared', () => {
    const path = `/var/lib/vz/import/${IMAGE}`;
    const guest = aVm(8001, { sha256: 'ab'.repeat(32) });
    expect(idsOf(guest, { paths: [path] })[0]).toBe('verify image');
    expect(argvOf(guest, 'create', { paths: [path] })).toContain(
      `guests:0,import-from=${path},discard=on`,
    );
  });

  it('is customized in a copy, where that is declared and possible', () => {
    const guest = aVm(8001, { customize_image: true });
    expect(create(guest).problems[0]?.message).toBe(
      'cannot customize the image of 8001: virt-customize is not on this host',
    );
    const paths = ['virt-customize'];
    const copy = `/var/cache/phoenix/images/customized-8001-${IMAGE}`;
    expect(idsOf(guest, { paths }).slice(0, 6)).toEqual([
      ...['image cache', 'copy image', 'customize image', 'user-data', 'create', 'remove copy'],
    ]);
    expect(argvOf(guest, 'create', { paths })).toContain(`guests:0,import-from=${copy},discard=on`);
    const left = { observed: { 8001: running(confOf(guest)) }, paths: [...paths, copy] };
    expect(lines(guest, left)).toEqual(['change', `remove copy: rm -f ${copy}`]);
  });
});
