import type { VmGuest } from '@phoenix/shared-config';
import { planLines, running } from '@phoenix/shared-runtime/testing';
import { describe, expect, it } from 'vitest';
import { userData } from '../cloud-init/user-data.ts';
import {
  aClone,
  anInput,
  aVm,
  confOf,
  planCreate,
  planDelete,
  snippetOf,
  stopped,
} from './fixtures.ts';

type Setting = Partial<Parameters<typeof anInput>[0]>;

const declared = aVm(8001);

/** Plan of a VM that runs with this conf file. */
const lines = (guest: VmGuest, conf: string, setting: Setting = {}) =>
  planLines(
    planCreate(
      anInput({ guests: [guest], observed: { [guest.id]: running(conf) }, ...setting }),
      false,
    ),
  );

describe('settings', () => {
  it('that differ go into one set; what waits for a restart is told', () => {
    const guest = aVm(8001, { name: 'web', cores: 4, memory_mb: 4096, start_at_boot: true });
    const texts = { [snippetOf(8001)]: userData(declared) };
    expect(lines(guest, confOf(declared), { texts })).toEqual([
      'change',
      `user-data: ${snippetOf(8001)}`,
      'set: qm set 8001 --name web --memory 4096 --cores 4 --onboot 1',
      'cloud-init drive: qm cloudinit update 8001',
      '! 8001 takes up memory, cores, user-data at its next start: phoenix restart 8001',
    ]);
  });

  it('that wait already are not set again, but told', () => {
    const conf = `${confOf(declared, { cores: '1' })}\n[PENDING]\ncores: 2\n`;
    expect(lines(declared, conf)).toEqual([
      'none',
      '! 8001 takes up cores at its next start: phoenix restart 8001',
    ]);
  });

  it('that the cloud-init drive does not hold yet are told as well', () => {
    const conf = `${confOf(declared)}\n[special:cloudinit]\nadded: nameserver\nipconfig0: ip=dhcp\nnet0: x\n`;
    expect(lines(declared, conf)).toEqual([
      'none',
      '! 8001 takes up ipconfig0, nameserver at its next start: phoenix restart 8001',
    ]);
  });

  it('are the same in every spelling of Proxmox', () => {
    const guest = aVm(8001, {
      tags: ['B', 'a'],
      boot_order: 2,
      network_config: { ip: 'dhcp', nameservers: ['1.1.1.1', '9.9.9.9'] },
      description: 'x: 1\ny',
    });
    const conf = confOf(guest, {
      agent: '1',
      ipconfig0: 'ip=dhcp',
      memory: 'current=2048',
      nameserver: '1.1.1.1, 9.9.9.9',
      onboot: undefined,
      startup: '2,down=30',
      tags: 'a;b',
      net0: 'model=virtio,macaddr=bc:24:11:00:80:01,bridge=vmbr0,firewall=0',
    });
    expect(lines(guest, `#x%3A 1\n#y\n${conf}`)).toEqual(['none']);
    const plain = aVm(8001, { memory_mb: 512, cores: 1, agent: false });
    expect(
      lines(plain, confOf(plain, { memory: undefined, cores: undefined, agent: undefined })),
    ).toEqual(['none']);
  });

  it('of others stay: model, address, options of the card, flags, unknown keys', () => {
    const guest = aVm(8001, {
      network_bridge: 'vmbr1',
      cpu_type: 'host',
      boot_order: 1,
      boot_delay: 9,
    });
    const conf = confOf(guest, {
      net0: 'e1000=BC:24:11:00:80:01,bridge=vmbr0,mtu=1400,tag=7',
      cpu: 'kvm64,flags=+aes',
      agent: 'enabled=0,fstrim_cloned_disks=1',
      startup: 'order=1,down=4',
      balloon: '512',
      hookscript: 'local:snippets/x.pl',
    });
    expect(lines(guest, conf, { paths: ['/sys/class/net/vmbr1'] })[1]).toBe(
      'set: qm set 8001 --cpu host,flags=+aes --net0 e1000=BC:24:11:00:80:01,bridge=vmbr1,mtu=1400,tag=7 --agent enabled=1,fstrim_cloned_disks=1 --startup order=1,down=4,up=9',
    );
  });

  it('that are declared empty go away; those that are not declared stay', () => {
    const conf = `#words\n${confOf(declared, { tags: 'a;b', nameserver: '1.1.1.1', searchdomain: 'x.test', startup: 'order=1' })}`;
    expect(lines(declared, conf)).toEqual(['none']);
    const network_config = { ip: '10.0.0.1/24', gw: '10.0.0.1', nameservers: [], searchdomain: '' };
    const empty = aVm(8001, { tags: [], description: '', network_config });
    expect(lines(empty, conf)).toEqual([
      'change',
      'set: qm set 8001 --delete tags,description,nameserver,searchdomain',
      '! 8001 takes up nameserver, searchdomain at its next start: phoenix restart 8001',
    ]);
    expect(lines(empty, confOf(empty))).toEqual(['none']);
    expect(planCreate(anInput({ guests: [empty] }), false).operations).toEqual(
      planCreate(anInput({ guests: [declared] }), false).operations,
    );
  });

  it('a bridge that the host does not have is told before anything is set', () => {
    const guest = aVm(8001, { network_bridge: 'vmbr9' });
    expect(lines(guest, confOf(declared))).toEqual([
      'none',
      'x cannot configure 8001: this host has no bridge vmbr9',
    ]);
  });

  it('a bridge that the host does not have any more is no obstacle to a VM that is on it', () => {
    const guest = aVm(8001, { network_bridge: 'vmbr9' });
    const on = (cards: Record<string, string>) => lines(guest, confOf(guest, cards));
    const card = 'virtio=BC:24:11:00:80:01,bridge=vmbr9';
    expect(on({ net0: card })).toEqual(['none']);
    expect(on({ net12: card })[1]).toContain('--net0');
    expect(on({ xnet1: card, net1x: card })).toContain(
      'x cannot configure 8001: this host has no bridge vmbr9',
    );
  });

  it('the card has the firewall exactly when it is declared on', () => {
    const on = aVm(8001, { firewall: { enabled: true, rules: [] } });
    expect(lines(on, confOf(on))[1]).toBe(
      'set: qm set 8001 --net0 virtio=BC:24:11:00:80:01,bridge=vmbr0,firewall=1',
    );
    const off = aVm(8001, { firewall: { enabled: false, rules: [] } });
    const net0 = 'virtio=BC:24:11:00:80:01,bridge=vmbr0,firewall=1';
    expect(lines(off, confOf(off, { net0 }))[1]).toBe(
      'set: qm set 8001 --net0 virtio=BC:24:11:00:80:01,bridge=vmbr0',
    );
    expect(lines(declared, confOf(declared, { net0 }))).toEqual(['none']);
  });
});

describe('the disk', () => {
  const disk = (scsi0: string | undefined, extra = {}) =>
    lines(declared, confOf(declared, { scsi0, ...extra }));

  it('grows, never shrinks, is not moved', () => {
    expect(disk('guests:vm-8001-disk-0,size=8G')).toEqual([
      'change',
      'resize scsi0: qm disk resize 8001 scsi0 20G',
    ]);
    expect(disk('guests:vm-8001-disk-0,size=20480M')).toEqual(['none']);
    expect(disk('files:8001/vm-8001-disk-0.raw,size=40G')).toEqual([
      'none',
      '! scsi0 of 8001 is 40G, declared 20G: Proxmox cannot shrink it',
      '! scsi0 of 8001 is on files, declared guests: to move it, type qm disk move 8001 scsi0 guests --delete 1',
    ]);
  });

  it('is the one that the VM boots from, whatever its bus', () => {
    const conf = { virtio0: 'guests:vm-8001-disk-0,size=8G', boot: 'order=virtio0;net0' };
    expect(disk('guests:vm-8001-disk-1,size=99G', conf)[1]).toBe(
      'resize virtio0: qm disk resize 8001 virtio0 20G',
    );
    expect(disk('guests:vm-8001-disk-0,size=20G', { boot: 'order=net0' })[1]).toBe(
      'set: qm set 8001 --boot order=scsi0;net0',
    );
  });
});

describe('cloud-init', () => {
  it('data that changed is a line of the plan, and names what changed', () => {
    const guest = aVm(8001, { packages: ['htop'] });
    const input = anInput({
      guests: [guest],
      observed: { 8001: running(confOf(guest)) },
      texts: { [snippetOf(8001)]: '#cloud-config\nhostname: "vm-8001"\npackages:\n  - "nano"\n' },
    });
    const plan = planCreate(input, false);
    expect(planLines(plan)).toEqual([
      'change',
      `user-data: ${snippetOf(8001)}`,
      'cloud-init drive: qm cloudinit update 8001',
      '! 8001 takes up user-data at its next start: phoenix restart 8001',
    ]);
    expect(plan.operations[0]?.cause).toMatch(/^user-data of cloud-init changed \(.*packages.*\)$/);
  });

  it('an address that changed is set, and told as waiting', () => {
    const guest = aVm(8001, { network_config: { ip: '10.0.0.9/24', gw: '10.0.0.1' } });
    expect(
      lines(guest, confOf(declared, { ipconfig0: 'ip=10.0.0.1/24,gw=10.0.0.1,ip6=auto' })),
    ).toEqual([
      'change',
      'set: qm set 8001 --ipconfig0 ip=10.0.0.9/24,gw=10.0.0.1,ip6=auto',
      '! 8001 takes up ipconfig0 at its next start: phoenix restart 8001',
    ]);
  });

  const foreign = {
    agent: '1',
    cicustom: undefined,
    ciuser: undefined,
    ide2: undefined,
    ipconfig0: undefined,
  };

  it('is brought to a VM that somebody else made, when user or address are declared', () => {
    const texts = { [snippetOf(8001)]: '' };
    const plan = lines(
      declared,
      confOf(declared, { ...foreign, ide2: 'local:iso/x.iso,media=cdrom' }),
      { texts },
    );
    expect(plan[2]).toBe(
      'set: qm set 8001 --ide0 guests:cloudinit --ciuser ubuntu --ipconfig0 ip=10.0.0.1/24,gw=10.0.0.1 --cicustom user=local:snippets/phoenix-8001-user-data.yml',
    );
  });

  it('is not forced upon a VM of which neither is declared', () => {
    const { network_config: _network, user_config: _user, ...bare } = aVm(8001);
    expect(
      lines(bare, confOf(bare, foreign), { storages: 'zfspool: guests\n\tcontent images\n' }),
    ).toEqual(['none']);
  });

  it('of another VM is never kept: a clone that a kill left has it, and the address with it', () => {
    const { network_config: _network, user_config: _user, ...bare } = aVm(8001);
    const cicustom = 'user=local:snippets/phoenix-8000-user-data.yml';
    const cut = confOf(bare, { cicustom, ipconfig0: 'ip=10.0.0.9/24,gw=10.0.0.1' });
    expect(lines(bare, cut)).toContain(
      'set: qm set 8001 --ipconfig0 ip=dhcp --cicustom user=local:snippets/phoenix-8001-user-data.yml',
    );
  });

  it('of a VM that exists has no address of which nobody said anything', () => {
    const { network_config: _network, ...user } = aVm(8001);
    expect(lines(user, confOf(declared))).toEqual(['none']);
    const set = lines(user, confOf(declared, foreign)).find((line) => line.startsWith('set:'));
    expect(set).not.toContain('ipconfig0');
    expect(lines(user, confOf(declared, { ipconfig0: undefined }))).toEqual(['none']);
  });

  it('is brought to a clone that a kill cut off, whatever its source has', () => {
    const { network_config: _network, user_config: _user, ...bare } = aClone(8001, 8000);
    const cut = confOf(bare, { ...foreign, ipconfig0: 'ip=10.0.0.9/24,gw=10.0.0.1' });
    const argv = ['qm', 'clone', '8000', '8001', '--name', 'vm-8001', '--full', '1'];
    const making = { argv, source: 8000, ended: true };
    const texts = { [snippetOf(8001)]: userData(bare) };
    const again = (stage: 'define' | 'provision' | 'start', name = 'vm-8001') => {
      const conf = cut.replace('vm-8001', name);
      const observed = { 8001: stopped(conf, { making: { ...making, stage } }) };
      const plan = planCreate(anInput({ guests: [bare, declared], observed, texts }), false);
      return planLines(plan).find((line) => line.startsWith('set:')) ?? '';
    };
    const data = '--ipconfig0 ip=dhcp --cicustom user=local:snippets/phoenix-8001-user-data.yml';
    expect(again('define')).toContain(data);
    expect(again('provision')).toContain(data);
    expect(again('start')).not.toContain('ipconfig0');
    expect(again('define', 'others')).not.toContain('ipconfig0');
  });

  it('stays in the storage where it lies; parts of others stay', () => {
    const storages =
      'zfspool: guests\n\tcontent images\n\ndir: local\n\tpath /var/lib/vz\n\tcontent snippets\n\ndir: other\n\tpath /srv/o\n\tcontent snippets\n';
    const conf = confOf(declared, {
      cicustom: 'vendor=local:snippets/v.yml,user=other:snippets/phoenix-8001-user-data.yml',
    });
    const plan = lines(declared, conf, { storages });
    expect(plan.slice(0, 2)).toEqual([
      'change',
      'user-data: /srv/o/snippets/phoenix-8001-user-data.yml',
    ]);
    expect(plan).not.toContain('set');
  });
});

describe('delete', () => {
  it('stops, destroys, and removes its files; protection is respected', () => {
    const observed = { 8001: running(confOf(declared)) };
    expect(planLines(planDelete(anInput({ guests: [declared], observed })))).toEqual([
      'change',
      'stop: qm stop 8001',
      'destroy: qm destroy 8001 --purge 1 --destroy-unreferenced-disks 1',
      `remove files: rm -f ${snippetOf(8001)}`,
    ]);
    const held = { 8001: stopped(confOf(declared, { protection: '1' })) };
    expect(planDelete(anInput({ guests: [declared], observed: held })).problems).toEqual([
      {
        message: 'cannot delete 8001: it is protected',
        hint: 'type qm set 8001 --protection 0 first',
        exit: 1,
      },
    ]);
  });
});

describe('a template', () => {
  it('stays as it is, and says what is declared otherwise', () => {
    const guest = aVm(8000, { is_template: true, cores: 8, disk_size_gb: 99 });
    const conf = confOf(aVm(8000), { template: '1', scsi0: 'guests:base-8000-disk-0,size=20G' });
    expect(
      planLines(planCreate(anInput({ guests: [guest], observed: { 8000: stopped(conf) } }), false)),
    ).toEqual([
      'none',
      '! template 8000 stays as it is, though cores is declared otherwise; to have it, type phoenix delete 8000 and phoenix create 8000',
    ]);
  });
});
