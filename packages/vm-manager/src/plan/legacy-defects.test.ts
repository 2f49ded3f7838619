import type { VmGuest } from '@phoenix/shared-config';
import { BASE, planLines, running } from '@phoenix/shared-runtime/testing';
import { describe, expect, it } from 'vitest';
import {
  aClone,
  anInput,
  aVm,
  confOf,
  planCreate,
  planDelete,
  planRestart,
  planStop,
  snippetOf,
  stopped,
} from './fixtures.ts';

type Setting = Omit<Parameters<typeof anInput>[0], 'guests'>;

/** Defects of the bash original, by their number in docs/legacy-defects.md. */
describe('legacy defects', () => {
  const create = (guest: VmGuest, setting: Setting = {}) =>
    planCreate(anInput({ guests: [guest], ...setting }), false);
  const argv = (guest: VmGuest, id: string, setting: Setting = {}) => {
    const operation = create(guest, setting).operations.find((one) => one.id === id);
    return operation && 'run' in operation ? operation.run.join(' ') : '';
  };
  const programs = (guest: VmGuest, setting: Setting = {}) =>
    create(guest, setting).operations.flatMap((one) => ('run' in one ? [one.run.slice(0, 3)] : []));

  it('65: cores, memory and disk are as declared, of new VMs and of clones', () => {
    const guest = aVm(8001, { cores: 6, memory_mb: 12288, disk_size_gb: 64 });
    expect(argv(guest, 'create')).toMatch(/--memory 12288 --cores 6 /);
    expect(argv(guest, 'resize scsi0')).toBe('qm disk resize 8001 scsi0 64G');
    const source = aVm(8000, { is_template: true });
    const observed = { 8000: stopped(confOf(source, { template: '1' })) };
    const clone = { ...aClone(8001, 8000), cores: 6, memory_mb: 12288, disk_size_gb: 64 };
    const plan = planCreate(anInput({ guests: [clone, source], observed }), false);
    expect(planLines(plan).join('\n')).toMatch(/--memory 12288 --cores 6 [\s\S]*scsi0 64G/);
  });

  it('66, 79: nothing is sent that Proxmox does not have: no qm push, no agent exec', () => {
    const guest = aVm(8001, { features: ['own', 'docker'] });
    const scripts = [`${BASE}/bin/vm_features/feature_install_own.sh`];
    const words = programs(guest, { scripts }).map(([program, verb]) => `${program} ${verb}`);
    expect(new Set(words)).toEqual(
      new Set(['qm create', 'qm disk', 'qm start', 'vm-manager exec', 'vm-manager push']),
    );
  });

  it('67: user-data begins with its marker, whatever the site writes above it', () => {
    const texts = {
      [`${BASE}/etc/cloud-init/user-data.template.yml`]:
        '# ours\n#cloud-config\nhostname: __HOSTNAME__\n#FEATURE_FILES_PLACEHOLDER#\n',
    };
    const [write] = create(aVm(8001), { texts }).operations;
    const content = write && 'content' in write ? write.content : '';
    expect(content.split('\n')[0]).toBe('#cloud-config');
    expect(content).not.toMatch(/__|PLACEHOLDER/);
  });

  it('68: any number of network volumes', () => {
    const volumes = ['a', 'b', 'c'].map((name) => ({
      name,
      type: 'nfs',
      server: '10.0.0.9',
      path: `/srv/${name}`,
      mount_point: `/mnt/${name}`,
    }));
    expect(argv(aVm(8001, { volumes }), 'volumes')).toMatch(
      / 10.0.0.9:\/srv\/a \/mnt\/a 10.0.0.9:\/srv\/b \/mnt\/b 10.0.0.9:\/srv\/c \/mnt\/c$/,
    );
  });

  it('69: a VM without a firewall is complete', () => {
    const plan = create(aVm(8001, { firewall: { enabled: false, rules: [] } }));
    expect(planLines(plan).join('\n')).not.toMatch(/firewall/);
    expect(plan.problems).toEqual([]);
  });

  it('70: what commands were for is read back', () => {
    for (const operation of create(aVm(8001)).operations)
      if (/^(create|resize)/.test(operation.id)) expect(operation.expect).not.toEqual([]);
  });

  it('71: what is as declared is left alone, a template above all', () => {
    const guest = aVm(8001);
    const template = aVm(8000, { is_template: true });
    expect(create(guest, { observed: { 8001: running(confOf(guest)) } }).operations).toEqual([]);
    const observed = { 8000: stopped(confOf(template, { template: '1' })) };
    expect(create(template, { observed }).operations).toEqual([]);
  });

  it('72: the first boot has the time that its packages take', () => {
    expect(argv(aVm(8001), 'ready')).toContain('--agent-wait 900 ');
    expect(argv(aVm(8001, { timeouts: { ready: 1800 } }), 'ready')).toContain('--agent-wait 1800 ');
  });

  it('73: the declared name servers are the ones that are set', () => {
    const network_config = { ip: 'dhcp', nameservers: ['10.0.0.153'], searchdomain: 'lab.test' };
    expect(argv(aVm(8001, { network_config }), 'create')).toContain(
      '--nameserver 10.0.0.153 --searchdomain lab.test',
    );
  });

  it('74: declared snapshots are taken', () => {
    const guest = aVm(8001, { snapshots: { pre_features: 'bare' }, features: ['docker'] });
    const ids = create(guest).operations.map(({ id }) => id);
    expect(ids.indexOf('snapshot bare')).toBe(ids.indexOf('feature docker') - 1);
  });

  it('75: VMs are shut down; the power is cut only where that is asked for', () => {
    const guest = aVm(8001);
    const input = anInput({ guests: [guest], observed: { 8001: running(confOf(guest)) } });
    expect(planLines(planStop(input, false))[1]).toBe('stop: qm shutdown 8001 --timeout 60');
    expect(planLines(planRestart(input, false))[1]).toBe('stop: qm shutdown 8001 --timeout 60');
    expect(planLines(planStop(input, true))[1]).toMatch(/--forceStop 1$/);
    const forced = aVm(8001, { force_stop: true });
    expect(planLines(planStop({ ...input, guest: forced }, false))[1]).toMatch(/--forceStop 1$/);
  });

  it('76: an image is fetched by what verifies it, into a place of its own', () => {
    const guest = aVm(8001, { template_image: 'https://a.test/b.img', sha256: 'cd'.repeat(32) });
    expect(argv(guest, 'image')).toBe(
      `vm-manager fetch-image https://a.test/b.img /var/cache/phoenix/images/cdcdcdcdcdcd-b.img --sha256 ${'cd'.repeat(32)}`,
    );
  });

  it('77: scripts go through the guest agent, and what arrived is what was sent', () => {
    const scripts = [`${BASE}/bin/vm_features/feature_install_own.sh`];
    const guest = aVm(8001, { features: ['own'] });
    expect(argv(guest, 'feature own', { scripts })).toContain(
      ` /tmp/phoenix_run/feature_install_own.sh ${'a'.repeat(64)}`,
    );
  });

  it('81: a command word stands once', () => {
    for (const words of programs(aVm(8001))) expect(new Set(words).size).toBe(words.length);
  });

  it('82: ids are numbers, however they are written', () => {
    const guest = aVm(8001);
    const input = anInput({ guests: [guest], observed: { 8001: running(confOf(guest)) } });
    const plan = planDelete(input);
    expect(plan.id).toBe(8001);
    expect(planLines(plan)).toContain(`remove files: rm -f ${snippetOf(8001)}`);
  });
});
