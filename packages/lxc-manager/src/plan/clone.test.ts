import { sourceState } from '@phoenix/shared-runtime/guests';
import { BASE, planLines, running, stopped } from '@phoenix/shared-runtime/testing';
import { describe, expect, it } from 'vitest';
import { cloneFromSource } from './define.ts';
import { aClone, aGuest, anInput, confOf, planCreate } from './fixtures.ts';
import { containerWays } from './ways.ts';

const feature = (name: string) =>
  `${BASE}/bin/lxc_setup/phoenix_hypervisor_feature_install_${name}.sh`;

describe('create by cloning', () => {
  const template = aGuest(900, { start_at_boot: false, template_snapshot_name: 'base' });
  const snapshot = `\n[base]\n${confOf(template, 'lxc.environment: A=1\n')}snaptime: 1\n`;

  it('clones from the snapshot and sets only what differs from it', () => {
    const guest = aClone(901, 900, { memory_mb: 1024, storage_size_gb: 16 });
    const input = anInput({
      guests: [guest, template],
      observed: { 900: stopped(confOf(template, 'parent: base\n', snapshot)) },
    });
    expect(planLines(planCreate(input, false))).toEqual([
      'create',
      'clone: pct clone 900 901 --full 1 --snapname base --hostname guest-901 --storage guests',
      'set: pct set 901 --memory 1024 --net0 name=eth0,bridge=vmbr0,gw=10.0.0.1,ip=10.0.0.151/24,type=veth',
      'resize rootfs: pct resize 901 rootfs 16G',
      'start: pct start 901',
      'ready: pct exec 901 -- sh -s -- 120',
    ]);
  });

  it('predicts the same from a source that is made in the same run', () => {
    const guest = aClone(901, 900, { memory_mb: 1024 });
    const predicted = planCreate(anInput({ guests: [guest, template] }), false);
    const source = confOf(template).replace('onboot: 1', 'onboot: 0');
    const conf = `${source}parent: base\n\n[base]\n${source}snaptime: 1\n`;
    const input = anInput({ guests: [guest, template], observed: { 900: stopped(conf) } });
    expect(predicted.operations.map(({ id }) => id)).toEqual(['clone', 'set', 'start', 'ready']);
    expect(planLines(predicted)).toEqual(planLines(planCreate(input, false)));
  });

  it('clones a Proxmox template as such, also one that is declared to have a snapshot now', () => {
    const guest = aClone(901, 900, { description: 'mine' });
    const conf = confOf(template, 'template: 1\n').replace('onboot: 1', 'onboot: 0');
    const described = stopped(`#mine\n${conf}`);
    for (const planned of [[900, 901], [901]])
      expect(
        planLines(
          planCreate(
            anInput({ guests: [guest, template], observed: { 900: described }, planned }),
            false,
          ),
        ).slice(1, 3),
      ).toEqual([
        'clone: pct clone 900 901 --full 1 --hostname guest-901 --storage guests',
        'set: pct set 901 --net0 name=eth0,bridge=vmbr0,gw=10.0.0.1,ip=10.0.0.151/24,type=veth --onboot 1',
      ]);
  });

  it('predicts one that was made and has not come to its end from what it is', () => {
    const guest = aClone(901, 900);
    const making = { stage: 'provision', argv: ['pct', 'create', '900', 'x'] } as const;
    const conf = confOf(template, 'cpulimit: 3\nlxc.environment: A=1\n');
    const input = anInput({
      guests: [guest, template],
      observed: { 900: stopped(conf, { making }) },
    });
    const source = sourceState(input, containerWays, 900);
    expect(source?.snapshot).toBe('base');
    expect(source?.conf.keys.get('cpulimit')).toBe('3');
  });

  it('is planned from the source as it is where that cannot be brought to its declaration', () => {
    const guest = aClone(901, 900, { cores: 4 });
    const changed = { ...template, cores: 4 };
    const conf = confOf(template).replace('onboot: 1', 'onboot: 0');
    const input = anInput({ guests: [guest, changed], observed: { 900: stopped(conf) } });
    const settings = (earlier: typeof input.earlier) =>
      planLines(planCreate({ ...input, earlier }, false)).find((line) => line.startsWith('set: '));
    expect(settings(new Map([[900, 'made']]))).not.toContain('--cores');
    expect(settings(new Map([[900, 'refused']]))).toContain('--cores 4');
    expect(settings(new Map())).toContain('--cores 4');
  });

  it('is possible from a running source that is stopped before in the same run', () => {
    const source = aGuest(900, { is_template: true });
    const guests = [aClone(901, 900), source];
    const input = anInput({ guests, observed: { 900: running(confOf(source)) } });
    const problems = (earlier: typeof input.earlier) =>
      planCreate({ ...input, earlier }, false).problems;
    expect(problems(new Map([[900, 'made']]))).toHaveLength(1);
    expect(problems(new Map([[900, 'stopped']]))).toEqual([]);
  });

  it('is not possible where its source cannot be made', () => {
    const input = anInput({ guests: [aClone(901, 900), template] });
    const refused = { ...input, earlier: new Map([[900, 'refused' as const]]) };
    expect(planCreate(refused, false).problems).toEqual([
      { message: 'cannot clone 901 from 900: 900 cannot be made', because: 900 },
    ]);
  });

  it('says that its source is missing when nobody makes it', () => {
    const input = anInput({ guests: [aClone(901, 900), template], planned: [901] });
    expect(planLines(planCreate(input, false))).toEqual([
      'create',
      'x cannot clone 901 from 900: 900 does not exist',
    ]);
  });

  it('refuses a running source without a snapshot, and one with a bind mount', () => {
    const source = aGuest(900, { mount_points: [{ host_path: '/srv/x', container_path: '/x' }] });
    const input = anInput({
      guests: [aClone(901, 900), source],
      observed: { 900: running(confOf(source, 'mp0: /srv/x,mp=/x\n')) },
    });
    expect(planCreate(input, false).problems.map(({ message }) => message)).toEqual([
      'cannot clone 901 from 900: mp0 of 900 is a bind mount, which Proxmox does not clone',
      'cannot clone 901 from 900: 900 is running and has no snapshot to clone from',
    ]);
  });

  it('leaves a feature of its source to the memory of the guest', () => {
    const source = { ...template, features: ['docker'] };
    const guest = aClone(901, 900, { features: ['docker'] });
    const plan = planCreate(
      anInput({ guests: [guest, source], scripts: [feature('docker')] }),
      false,
    );
    expect(plan.operations.map(({ id, guard }) => [id, guard?.predicted])).toContainEqual([
      'feature docker',
      'done',
    ]);
  });
});

describe('what a clone has of its source', () => {
  const source = aGuest(900);
  const planned = (keys: Readonly<Record<string, string>>, rest: { snapshot?: string } = {}) =>
    cloneFromSource(anInput({ guests: [aClone(901, 900), source] }), {
      guest: source,
      conf: { keys: new Map(Object.entries(keys)), raw: [] },
      running: rest.snapshot !== undefined,
      ...rest,
    });
  const keysOf = (keys: Readonly<Record<string, string>>) =>
    Object.fromEntries(planned(keys).after.keys);

  it.each(['lock', 'parent', 'snaptime', 'template', 'unused0', 'unused12'])(
    'not %s, which says what that is at the moment',
    (key) => {
      expect(keysOf({ [key]: '1' })).not.toHaveProperty(key);
    },
  );

  it.each(['cpulimit', 'xlock', 'parents', 'templates', 'unused'])(
    '%s, which is a setting as any other',
    (key) => {
      expect(keysOf({ [key]: 'x' })).toHaveProperty(key, 'x');
    },
  );

  it('cards with another address each, and a root of its own on its storage', () => {
    expect(
      keysOf({
        rootfs: 'plain:900/vm-900-disk-0.raw,size=8G',
        mp1: 'plain:900/vm-900-disk-1.raw,mp=/data',
        net1: 'name=eth1,bridge=vmbr1,hwaddr=BC:24:11:00:00:01,type=veth',
        net10: 'name=eth10,hwaddr=BC:24:11:00:00:02',
        tags: 'net1,hwaddr=x',
      }),
    ).toMatchObject({
      rootfs: 'guests:900/vm-900-disk-0.raw,size=8G',
      mp1: 'plain:900/vm-900-disk-1.raw,mp=/data',
      net1: 'name=eth1,bridge=vmbr1,type=veth',
      net10: 'name=eth10',
      tags: 'net1,hwaddr=x',
    });
  });

  it('all but bind mounts, whatever else begins with a slash', () => {
    const refused = (keys: Readonly<Record<string, string>>) =>
      planned(keys).problems?.map(({ message }) => message);
    const bind = (key: string) =>
      `cannot clone 901 from 900: ${key} of 900 is a bind mount, which Proxmox does not clone`;
    expect(refused({ mp12: '/srv/x,mp=/x' })).toEqual([bind('mp12')]);
    expect(refused({ mp0: 'guests:subvol-900-disk-1,mp=/x' })).toEqual([]);
    expect(refused({ dev0: '/dev/nvidia0', xmp0: '/x', mp0x: '/x' })).toEqual([]);
  });

  it('of a running one with a snapshot as that was', () => {
    expect(planned({}, { snapshot: 'base' }).problems).toEqual([]);
  });
});
