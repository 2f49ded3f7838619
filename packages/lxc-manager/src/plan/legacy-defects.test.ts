import { BASE, planLines, running, stopped } from '@phoenix/shared-runtime/testing';
import { describe, expect, it } from 'vitest';
import { aClone, aGuest, anInput, confOf, planCreate, planRestart } from './fixtures.ts';

/** Defects of the bash original, by their number in docs/legacy-defects.md. */
describe('legacy defects', () => {
  const guest = aGuest(950);
  const plan = (of = guest, conf = confOf(of), rest = {}) =>
    planCreate(
      anInput({ guests: [of], observed: { [of.id]: running(conf, rest) }, ...rest }),
      false,
    );

  it('34: a snapshot is found by its whole name', () => {
    const template = aGuest(900, { start_at_boot: false, template_snapshot_name: 'pre' });
    const conf = `${confOf(template).replace('onboot: 1', 'onboot: 0')}\n[pre-configured]\nsnaptime: 1\n`;
    const input = anInput({ guests: [template], observed: { 900: stopped(conf) } });
    expect(planLines(planCreate(input, false))).toEqual([
      'change',
      'snapshot pre: pct snapshot 900 pre',
    ]);
  });

  it('35, 36: lines that are there, in either spelling, are not added again', () => {
    const declared = aGuest(950, {
      apparmor_profile: 'site-profile',
      apparmor_manages_nesting: true,
      lxc_options: [{ key: 'lxc.environment', value: 'A=1' }],
    });
    const lines = [
      'lxc.apparmor.profile = site-profile',
      'lxc.apparmor.allow_nesting: 1',
      'lxc.include: /usr/share/lxc/config/nesting.conf',
      'lxc.environment=A=1',
    ];
    expect(plan(declared, confOf(declared, `${lines.join('\n')}\n`)).operations).toEqual([]);
  });

  it('39: a bind mount that is there is not added again', () => {
    const declared = aGuest(950, { mount_points: [{ host_path: '/srv/x', container_path: '/x' }] });
    const input = anInput({
      guests: [declared],
      observed: { 950: running(confOf(declared, 'mp3: /srv/x,mp=/x\n')) },
      paths: ['/srv/x'],
    });
    expect(planCreate(input, false).operations).toEqual([]);
  });

  it('41, 42: GPUs do not depend on which features there are, nor on device numbers', () => {
    const devices = [
      '/dev/nvidia0',
      '/dev/nvidia1',
      '/dev/nvidiactl',
      '/dev/nvidia-uvm',
      '/dev/nvidia-uvm-tools',
    ];
    const declared = aGuest(950, { gpu_assignment: [0, 1], features: ['base_setup', 'docker'] });
    const [create] = planCreate(anInput({ guests: [declared], paths: devices }), false).operations;
    const argv = create && 'run' in create ? create.run : [];
    for (const device of devices) expect(argv).toContain(`${device},mode=0666`);
    expect(argv.join(' ')).not.toContain('cgroup');
  });

  it('43: a profile of the site keeps its name and is loaded before it is used', () => {
    const declared = aGuest(950, { apparmor_profile: 'lxc-phoenix-v2' });
    const texts = { [`${BASE}/etc/apparmor/lxc-phoenix-v2`]: 'profile lxc-phoenix-v2 {}\n' };
    const lines = planLines(planCreate(anInput({ guests: [declared], texts }), false));
    expect(lines.slice(1, 3)).toEqual([
      'profile lxc-phoenix-v2: /etc/apparmor.d/lxc-phoenix-v2',
      'load lxc-phoenix-v2: apparmor_parser -r /etc/apparmor.d/lxc-phoenix-v2',
    ]);
  });

  it('47: restarting is a shutdown and a start, for one guest only', () => {
    const input = anInput({ guests: [guest], observed: { 950: running(confOf(guest)) } });
    expect(planLines(planRestart(input, false)).slice(1, 3)).toEqual([
      'stop: pct shutdown 950 --timeout 60',
      'start: pct start 950',
    ]);
  });

  it.each(['pre-configured', 'final-form'])(
    '55: a template snapshot named %s is taken once and never deleted',
    (name) => {
      const template = aGuest(900, {
        start_at_boot: false,
        template_snapshot_name: name,
        enable_lifecycle_snapshots: true,
      });
      const ids = planCreate(anInput({ guests: [template] }), false).operations.map(({ id }) => id);
      expect(ids.filter((id) => id === `snapshot ${name}`)).toHaveLength(1);
      const taken = ['pre-configured', 'final-form']
        .map((one) => `[${one}]\nsnaptime: 1\n`)
        .join('\n');
      const conf = `${confOf(template).replace('onboot: 1', 'onboot: 0')}\n${taken}`;
      expect(plan(template, conf).operations).toEqual([]);
    },
  );

  it('59: no id is special', () => {
    const network_config = { name: 'eth0', bridge: 'vmbr0', ip: 'dhcp' };
    const lines = (id: number) =>
      planLines(planCreate(anInput({ guests: [aGuest(id, { network_config })] }), false))
        .join('\n')
        .replaceAll(`${id}`, 'ID');
    for (const id of [101, 102, 103, 953]) expect(lines(id)).toBe(lines(777));
  });

  it('60: nothing is made writable for everybody', () => {
    const declared = aGuest(950, {
      mount_points: [{ host_path: '/srv/x', container_path: '/x', owner_uid: 33, owner_gid: 33 }],
      firewall: { enabled: true, rules: [] },
    });
    const { operations } = planCreate(anInput({ guests: [declared] }), false);
    const directory = operations.find((operation) => 'directory' in operation);
    expect(directory).toMatchObject({ directory: { mode: 0o755, uid: 100033, gid: 100033 } });
    for (const operation of operations)
      if ('content' in operation) expect((operation.mode ?? 0o644) & 0o022).toBe(0);
  });

  it('45, 61: what is not declared makes no empty value', () => {
    const [create] = planCreate(anInput({ guests: [guest] }), false).operations;
    const argv = create && 'run' in create ? create.run : [];
    expect(argv).not.toContain('--startup');
    expect(argv.every((word) => word !== '' && !/=(,|$)/.test(word))).toBe(true);
  });

  it('63: mapped ids are written as declared, and the host allows them', () => {
    const declared = aGuest(950, {
      id_maps: [{ type: 'u', container_id: 1000, host_id: 1000, size: 1 }],
    });
    const texts = { '/etc/subuid': 'root:100000:65536\n' };
    const { operations } = planCreate(anInput({ guests: [declared], texts }), false);
    expect(operations[0]).toMatchObject({
      write: '/etc/subuid',
      content: 'root:100000:65536\nroot:1000:1\n',
    });
    expect(operations.find(({ id }) => id === 'raw lines')?.cause).toContain(
      'lxc.idmap: u 1000 1000 1',
    );
  });

  it('64: the privilege of a clone is that of its source and is never set', () => {
    const source = aGuest(900, { start_at_boot: false });
    const clone = aClone(950, 900, { unprivileged: false, memory_mb: 1024 });
    const input = anInput({ guests: [clone, source], observed: { 900: stopped(confOf(source)) } });
    const text = planLines(planCreate(input, false)).join('\n');
    expect(text).toContain('pct set 950');
    expect(text).not.toContain('--unprivileged');
  });
});
