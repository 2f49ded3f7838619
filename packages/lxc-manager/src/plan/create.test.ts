import type { LxcGuest } from '@phoenix/shared-config';
import type { Observed } from '@phoenix/shared-runtime/guests';
import { TEMPLATE_INDEXES } from '@phoenix/shared-runtime/pve';
import { BASE, planLines, running, stopped } from '@phoenix/shared-runtime/testing';
import { describe, expect, it } from 'vitest';
import { aClone, aGuest, anInput, confOf, planCreate } from './fixtures.ts';

const feature = (name: string) =>
  `${BASE}/bin/lxc_setup/phoenix_hypervisor_feature_install_${name}.sh`;

describe('create from a template', () => {
  it('takes three Proxmox commands: create, start, readiness', () => {
    const plan = planCreate(anInput({ guests: [aGuest(950)] }), false);
    expect(planLines(plan)).toEqual([
      'create',
      'create: pct create 950 local:vztmpl/debian-13.tar.zst --rootfs guests:8 --unprivileged 1 --hostname guest-950 --memory 512 --cores 1 --net0 name=eth0,bridge=vmbr0,gw=10.0.0.1,ip=10.0.0.200/24 --onboot 1',
      'start: pct start 950',
      'ready: pct exec 950 -- sh -s -- 120',
    ]);
  });

  it('puts every setting into the one command', () => {
    const guest = aGuest(950, {
      swap_mb: 256,
      boot_order: 3,
      boot_delay: 5,
      mac_address: '52:54:00:67:89:b0',
      pct_options: ['nesting=1', 'keyctl=1'],
      pct_features: { nesting: '1', keyctl: '1' },
      gpu_assignment: [0],
      tags: ['AI'],
      description: 'two\nlines',
      network_config: {
        name: 'eth0',
        bridge: 'vmbr0',
        ip: 'dhcp',
        nameservers: ['1.1.1.1', '9.9.9.9'],
      },
      firewall: { enabled: true, rules: [] },
      zfs_volumes: [{ name: 'models', pool: 'data', size_gb: 50, mount_point: '/models' }],
      mount_points: [{ host_path: '/srv/site', container_path: '/site', read_only: true }],
    });
    const input = anInput({
      guests: [guest],
      paths: [
        '/srv/site',
        '/dev/nvidia0',
        '/dev/nvidiactl',
        '/dev/nvidia-uvm',
        '/dev/nvidia-uvm-tools',
      ],
    });
    const create = planCreate(input, false).operations.find(({ id }) => id === 'create');
    expect(create && 'run' in create ? create.run.slice(4) : []).toEqual([
      ...['--rootfs', 'guests:8', '--unprivileged', '1', '--hostname', 'guest-950'],
      ...['--memory', '512', '--swap', '256', '--cores', '1'],
      ...['--net0', 'name=eth0,bridge=vmbr0,firewall=1,hwaddr=52:54:00:67:89:B0,ip=dhcp'],
      ...['--nameserver', '1.1.1.1 9.9.9.9', '--onboot', '1', '--startup', 'order=3,up=5,down=5'],
      ...['--features', 'keyctl=1,nesting=1', '--tags', 'ai', '--description', 'two\nlines'],
      ...['--dev0', '/dev/nvidia0,mode=0666', '--dev1', '/dev/nvidiactl,mode=0666'],
      ...['--dev2', '/dev/nvidia-uvm,mode=0666', '--dev3', '/dev/nvidia-uvm-tools,mode=0666'],
      ...['--mp0', 'data:50,mp=/models', '--mp1', '/srv/site,mp=/site,ro=1'],
    ]);
  });

  describe('a template that no storage has', () => {
    const guest = aGuest(950, { template: '/var/lib/vz/template/cache/other.tar.zst' });
    const [own, turnkey] = TEMPLATE_INDEXES;
    const download =
      'template: pveam download local other.tar.zst (template other.tar.zst is not on this host)';
    const update = (cause: string) => [`template index: pveam update (${cause})`, download];
    it.each([
      ['listed', { [own]: 'Location: system/other.tar.zst\n' }, [download]],
      ['listed by another', { [own]: '', [turnkey]: 'Location: x/other.tar.zst\n' }, [download]],
      [
        'not listed',
        { [own]: 'Location: a/more.tar.zst\n' },
        update('template other.tar.zst is not in the index of templates of this host'),
      ],
      ['without any index', {}, update('this host has no index of templates')],
    ])('%s: is downloaded, after an update of the index where needed', (_, texts, lines) => {
      const { operations } = planCreate(anInput({ guests: [guest], texts }), false);
      const told = operations.flatMap(({ id, cause, ...rest }) =>
        id.startsWith('template') && 'run' in rest ? `${id}: ${rest.run.join(' ')} (${cause})` : [],
      );
      expect(told).toEqual(lines);
    });
  });

  it('a template for clones ends stopped, with its snapshot', () => {
    const guest = aGuest(900, {
      start_at_boot: false,
      template_snapshot_name: 'pre-configured',
      features: ['base_setup'],
    });
    const ids = planCreate(anInput({ guests: [guest] }), false).operations.map(({ id }) => id);
    expect(ids).toEqual([
      'create',
      'start',
      'ready',
      'feature base_setup',
      'stop',
      'snapshot pre-configured',
    ]);
  });

  it('refuses it for an existing container as well, but not what that has already', () => {
    const guest = aGuest(950, { gpu_assignment: [7] });
    const problemsOf = (conf: string) => {
      const observed = { 950: running(conf) };
      return planCreate(anInput({ guests: [guest], observed }), false).problems.map(
        ({ message }) => message.split(': ')[1],
      );
    };
    const devices = ['/dev/nvidia7', '/dev/nvidiactl', '/dev/nvidia-uvm', '/dev/nvidia-uvm-tools'];
    expect(problemsOf(confOf(aGuest(950)))).toEqual(
      devices.map((one) => `this host has no ${one}`),
    );
    const given = devices.map((one, index) => `dev${index}: ${one},mode=0666\n`).join('');
    expect(problemsOf(`${confOf(aGuest(950))}${given}`)).toEqual([]);
  });

  it('names the setup where that makes the storage', () => {
    const guest = aGuest(950, { storage_pool: 'tank-soon' });
    expect(planCreate(anInput({ guests: [guest] }), false).problems).toEqual([
      {
        message: 'cannot create 950: this host has no storage tank-soon',
        hint: 'type phoenix setup, which makes it of a declared dataset',
      },
    ]);
  });

  it('refuses what the host cannot give, all at once, before anything is changed', () => {
    const guest = aGuest(950, {
      storage_pool: 'nowhere',
      network_config: { name: 'eth0', bridge: 'vmbr9', ip: 'dhcp' },
      gpu_assignment: [7],
      features: ['vllm'],
      application_script: 'app.sh',
      apparmor_profile: 'missing-profile',
    });
    const plan = planCreate(anInput({ guests: [guest] }), false);
    expect(plan.operations).toEqual([]);
    expect(plan.problems.map(({ message }) => message)).toEqual([
      'cannot create 950: this host has no storage nowhere',
      'cannot create 950: this host has no bridge vmbr9',
      'cannot give 950 its GPU: this host has no /dev/nvidia7',
      'cannot give 950 its GPU: this host has no /dev/nvidiactl',
      'cannot give 950 its GPU: this host has no /dev/nvidia-uvm',
      'cannot give 950 its GPU: this host has no /dev/nvidia-uvm-tools',
      `cannot create 950: apparmor profile missing-profile is neither in ${BASE}/etc/apparmor/missing-profile nor in /etc/apparmor.d`,
      `cannot install feature vllm in 950: ${feature('vllm')} does not exist`,
      `cannot run the application script of 950: ${BASE}/bin/app.sh does not exist`,
    ]);
    expect(plan.problems.every(({ hint }) => hint !== undefined)).toBe(true);
  });

  it('lacks no device that the container has already', () => {
    const guest = aGuest(950, { gpu_assignment: [0] });
    const DEVICES = ['/dev/nvidia0', '/dev/nvidiactl', '/dev/nvidia-uvm', '/dev/nvidia-uvm-tools'];
    const lacked = (keys: readonly string[]) => {
      const conf = confOf(guest, keys.map((line) => `${line}\n`).join(''));
      const input = anInput({ guests: [guest], observed: { 950: stopped(conf) } });
      return planCreate(input, false).problems.map(({ message }) => message.split(' ').at(-1));
    };
    expect(lacked([])).toEqual(DEVICES);
    const [, ...rest] = DEVICES;
    expect(lacked(['dev12: /dev/nvidia0,uid=1'])).toEqual(rest);
    expect(lacked(['xdev1: /dev/nvidia0', 'dev1x: /dev/nvidia0'])).toEqual(DEVICES);
  });

  it('says whether the host is to have the driver of its GPU', () => {
    const guest = aGuest(950, { gpu_assignment: [0] });
    const input = anInput({ guests: [guest] });
    const hint = (install?: boolean) => {
      const nvidia_driver = install === undefined ? {} : { nvidia_driver: { install } };
      const hypervisor = { ...input.declared.hypervisor, ...nvidia_driver };
      const declared = { ...input.declared, hypervisor } as typeof input.declared;
      return planCreate({ ...input, declared }, false).problems[0]?.hint;
    };
    expect(hint(true)).toMatch(/^type phoenix setup --only nvidia,gpu/);
    expect(hint(false)).toMatch(/^install the driver of NVIDIA/);
    expect(hint()).toMatch(/^install the driver of NVIDIA/);
  });
});

describe('a container whose origin is not declared', () => {
  const { template: _template, ...guest } = aGuest(950);

  it('is as it is when it exists', () => {
    const observed = { 950: running(confOf(guest)) };
    expect(planLines(planCreate(anInput({ guests: [guest], observed }), false))).toEqual(['none']);
  });

  it('cannot be made', () => {
    expect(planCreate(anInput({ guests: [guest] }), false).problems).toEqual([
      {
        message: 'cannot create 950: it has neither a template nor a clone_from_ctid',
        hint: 'give 950 a "template" (an archive listed by pveam list) or a "clone_from_ctid"',
      },
    ]);
  });
});

describe('create of what exists', () => {
  it('makes no volume anew that somebody told to go at the next stop', () => {
    const guest = aGuest(950, {
      volumes: [{ name: 'data', pool: 'data', size_gb: 4, mount_point: '/data' }],
    });
    const mount = 'mp0: data:subvol-950-disk-0,mp=/data,size=4G\n';
    const going = confOf(guest, mount, '\n[pve:pending]\ndelete: mp0\n');
    const plan = planCreate(anInput({ guests: [guest], observed: { 950: running(going) } }), false);
    expect(plan.operations).toEqual([]);
    expect(plan.problems).toEqual([
      {
        message:
          'cannot configure 950: mp0 (data:subvol-950-disk-0,mp=/data,size=4G) is declared, and goes away at its next stop',
        hint: 'to keep it, type pct set 950 --revert mp0; to let it go, take it out of the declaration',
        exit: 1,
      },
    ]);
    const undeclared = { guests: [aGuest(950)], observed: { 950: running(going) } };
    expect(planCreate(anInput(undeclared), false).problems).toEqual([]);
  });

  const guest = aGuest(950);

  it('does nothing to a converged guest', () => {
    const input = anInput({ guests: [guest], observed: { 950: running(confOf(guest)) } });
    expect(planLines(planCreate(input, false))).toEqual(['none']);
  });

  it('converges a running guest without restarting it, and says what waits', () => {
    const declared = aGuest(950, {
      memory_mb: 1024,
      pct_options: ['nesting=1'],
      pct_features: { nesting: '1' },
      lxc_options: [{ key: 'lxc.environment', value: 'A=1' }],
    });
    const input = anInput({ guests: [declared], observed: { 950: running(confOf(guest)) } });
    expect(planLines(planCreate(input, false))).toEqual([
      'change',
      'set: pct set 950 --memory 1024 --features nesting=1',
      'raw lines: /etc/pve/lxc/950.conf',
      '! 950 takes up features, raw lxc lines at its next start: phoenix restart 950',
    ]);
  });

  it('takes away what is declared empty, and leaves what is not declared', () => {
    const plain = aGuest(950);
    const conf = `#words\n${confOf(plain)}tags: a\nnameserver: 1.1.1.1\nstartup: order=1\n`;
    const lines = (of: LxcGuest) =>
      planLines(planCreate(anInput({ guests: [of], observed: { 950: running(conf) } }), false));
    expect(lines(plain)).toEqual(['none']);
    const network_config = { ...plain.network_config, nameservers: [] };
    const empty = aGuest(950, { tags: [], description: '', network_config });
    expect(lines(empty)).toEqual([
      'change',
      'set: pct set 950 --delete nameserver,tags,description',
      '! 950 takes up nameserver at its next start: phoenix restart 950',
    ]);
    expect(planCreate(anInput({ guests: [empty] }), false).operations).toEqual(
      planCreate(anInput({ guests: [plain] }), false).operations,
    );
  });

  it('takes back what only waits for the next start, which --delete would leave waiting', () => {
    const network_config = { ...guest.network_config, nameservers: [] };
    const empty = aGuest(950, { network_config });
    const lines = (now: string, pending: string) => {
      const conf = `${confOf(guest, now)}\n[pve:pending]\n${pending}`;
      return planLines(
        planCreate(anInput({ guests: [empty], observed: { 950: running(conf) } }), false),
      ).slice(1);
    };
    expect(lines('', 'nameserver: 1.1.1.1\n')).toEqual(['revert: pct set 950 --revert nameserver']);
    expect(lines('nameserver: 9.9.9.9\n', 'nameserver: 1.1.1.1\n')).toEqual([
      'revert: pct set 950 --revert nameserver',
      'set: pct set 950 --delete nameserver',
      '! 950 takes up nameserver at its next start: phoenix restart 950',
    ]);
    expect(lines('nameserver: 9.9.9.9\n', 'delete: nameserver\n')).toEqual([]);
  });

  it('tells of GPUs that are not declared any more, and leaves them', () => {
    const lines = (extra: string) => {
      const observed = { 950: running(confOf(guest, extra)) };
      return planLines(planCreate(anInput({ guests: [guest], observed }), false));
    };
    expect(
      lines('dev0: /dev/nvidia0,mode=0666\ndev12: /dev/nvidiactl\ndev2: /dev/dri/card0\n'),
    ).toEqual([
      'none',
      '! 950 has dev0 (/dev/nvidia0), dev12 (/dev/nvidiactl), and declares no GPU: left as it is; to take that away, type pct set 950 --delete dev0,dev12',
    ]);
    expect(lines('dev2: /dev/dri/card0\n')).toEqual(['none']);
  });

  it('tells of a Proxmox template that is declared as none', () => {
    const notes = (of: LxcGuest) =>
      planCreate(
        anInput({ guests: [of], observed: { 950: stopped(confOf(of, 'template: 1\n')) } }),
        false,
      ).notes;
    expect(notes(guest)).toEqual([
      '950 is a Proxmox template, which never runs, and is not declared as one: Proxmox cannot change that; delete and create it to have it so',
    ]);
    expect(notes(aGuest(950, { is_template: true }))).toEqual([]);
  });

  it('needs the storages of volumes that are still to be made, and no others', () => {
    const on = (pool: string, mount_point: string) => ({
      name: 'n',
      pool,
      size_gb: 1,
      mount_point,
    });
    const volumes = [on('gone', '/a'), on('nowhere', '/b')];
    const declared = aGuest(950, { storage_pool: 'moved', volumes });
    const observed = { 950: running(confOf(guest, 'mp12: gone:x,mp=/a,size=1G\n')) };
    const plan = planCreate(anInput({ guests: [declared], observed }), false);
    expect(plan.problems.map(({ message }) => message)).toEqual([
      'cannot configure 950: this host has no storage nowhere',
    ]);
  });

  it('starts a stopped guest', () => {
    const input = anInput({ guests: [guest], observed: { 950: stopped(confOf(guest)) } });
    expect(planCreate(input, false).operations.map(({ id }) => id)).toEqual(['start', 'ready']);
  });

  it('when only brought up, leaves settings as they are', () => {
    const declared = aGuest(950, { memory_mb: 4096 });
    const input = anInput({ guests: [declared], observed: { 950: stopped(confOf(guest)) } });
    expect(planCreate(input, true).operations.map(({ id }) => id)).toEqual(['start', 'ready']);
  });

  it('keeps volumes that are there, whatever their slot, and grows them', () => {
    const declared = aGuest(950, {
      zfs_volumes: [{ name: 'm', pool: 'data', size_gb: 60, mount_point: '/models' }],
      volumes: [{ name: 'n', pool: 'data', size_gb: 10, mount_point: '/new' }],
    });
    const conf = confOf(guest, 'mp1: data:subvol-950-disk-1,mp=/models,size=50G\n');
    const input = anInput({ guests: [declared], observed: { 950: running(conf) } });
    expect(planLines(planCreate(input, false))).toEqual([
      'change',
      'set: pct set 950 --mp0 data:10,mp=/new',
      'resize mp1: pct resize 950 mp1 60G',
    ]);
  });

  it('never shrinks, moves or changes the privilege of a guest, but tells', () => {
    const declared = aGuest(950, { storage_size_gb: 4, unprivileged: false, storage_pool: 'data' });
    const input = anInput({ guests: [declared], observed: { 950: running(confOf(guest)) } });
    const plan = planCreate(input, false);
    expect(plan.operations).toEqual([]);
    expect(plan.notes).toHaveLength(3);
  });

  it('refuses a foreign lock and an id that a VM has', () => {
    const locked = anInput({
      guests: [guest],
      observed: { 950: stopped(confOf(guest, 'lock: create\n')) },
    });
    expect(planCreate(locked, false).problems[0]?.message).toBe(
      '950 is locked (create), and no work of phoenix explains it',
    );
    const vm = anInput({
      guests: [guest],
      observed: { 950: { idHolder: { word: 'VM' }, running: false } },
    });
    expect(planCreate(vm, false).problems[0]?.message).toBe(
      'cannot create container 950: a VM has that id',
    );
  });
});

describe('lines of a conf file that Proxmox does not understand', () => {
  const source = aGuest(900, { start_at_boot: false });
  const lines = 'lxc.nosuchkey: 1\ngarbage line\nlxc.environment: A=1\ncustom: 1\n';
  const lost = (id: number) =>
    `the conf file of ${id} loses what Proxmox does not understand, since Proxmox writes it anew: lxc.nosuchkey: 1; garbage line`;
  const notes = (guests: LxcGuest[], observed: Record<number, Observed>) =>
    planCreate(anInput({ guests, observed }), false).notes;

  it('are named before they are lost', () => {
    const guest = aGuest(950, { memory_mb: 1024 });
    expect(notes([guest], { 950: running(confOf(guest, lines)) })).toEqual([]);
    const drifted = running(confOf({ ...guest, memory_mb: 512 }, lines));
    expect(notes([guest], { 950: drifted })).toEqual([lost(950)]);
  });

  it('are lost as well by a source, which is locked while it is cloned', () => {
    const made = stopped(confOf(source, lines).replace('onboot: 1', 'onboot: 0'));
    expect(notes([aClone(950, 900), source], { 900: made })).toEqual([lost(900)]);
  });
});
