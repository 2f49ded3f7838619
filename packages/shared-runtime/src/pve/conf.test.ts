import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConfLine } from '../operation.ts';
import { confValue, effectiveKeys, parseConf } from './conf.ts';
import { applyConfEdit } from './conf-edit.ts';

const CONF = `#first line
#second%3A line
arch: amd64
custom_key: kept
lxc.apparmor.profile = old
lxc.cgroup2.devices.allow: c 195:* rwm
  indented nonsense
memory: 512

[pve:pending]
delete: nameserver
features: nesting=1

[before]
lxc.apparmor.profile: old
memory: 256
snaptime: 1
`;

describe('parseConf', () => {
  it('counts no snapshot that is being taken or deleted', () => {
    const conf = parseConf(
      'memory: 1\nlock: snapshot\n\n[a]\nmemory: 1\n\n[b]\nsnapstate: delete\n',
    );
    expect([...conf.snapshots.keys()]).toEqual(['a']);
    expect([...conf.unfinished]).toEqual(['b']);
  });

  it('keeps main section, pending changes and snapshots apart', () => {
    const conf = parseConf(CONF);
    expect(conf.description).toBe('first line\nsecond: line');
    expect(Object.fromEntries(conf.main.keys)).toEqual({
      arch: 'amd64',
      custom_key: 'kept',
      memory: '512',
    });
    expect([...conf.snapshots.keys()]).toEqual(['before']);
    expect(effectiveKeys(conf).get('features')).toBe('nesting=1');
    expect(confValue(CONF, 'before', 'memory')).toBe('256');
    expect(confValue(CONF, undefined, 'nameserver')).toBeUndefined();
    expect(conf.dropped).toEqual(['indented nonsense']);
  });

  it('names the lines that Proxmox leaves out when it writes the file anew', () => {
    const dropped = [
      'lxc.nosuchkey: 1',
      'lxc.rootfs.path = /x',
      'lxc.idmap : u 0 1 1',
      'cores : 2',
    ];
    const kept = ['#lost: 1', '', 'nosuchkey: 1', 'mp0: bad', 'onboot:1', 'lxc.idmap = u 0 1 1'];
    kept.push('lxc.aa_profile: x', 'lxc.network.type: veth', 'lxc.limit.nofile: 9');
    const text = [...dropped, ...kept, '  onboot: 1', '[snap]', 'garbage'].join('\n');
    expect(parseConf(text).dropped).toEqual([...dropped, 'onboot: 1']);
  });

  it('reads what Proxmox wrote of a description of any letters', () => {
    const { description } = parseConf('#a%25b %C3%BCn%C3%AF %E6%BC%A2\n#100%: %F0%9F%8E%89\n');
    expect(description).toBe('a%b ünï 漢\n100%: 🎉');
  });
});

const VM_CONF = `boot: order=scsi0
cores: 1
memory: 64

[PENDING]
cores: 2
delete: nameserver

[before]
memory: 32

[special:cloudinit]
added: ciuser,ipconfig0
name: old
`;

describe('parseConf of a VM', () => {
  it('knows its pending section, and takes what its cloud-init drive holds for no snapshot', () => {
    const conf = parseConf(VM_CONF);
    expect(effectiveKeys(conf).get('cores')).toBe('2');
    expect([...conf.pendingDelete]).toEqual(['nameserver']);
    expect([...conf.stale]).toEqual(['name', 'ciuser', 'ipconfig0']);
    expect([...conf.snapshots.keys()]).toEqual(['before']);
    expect(confValue(VM_CONF, undefined, 'memory')).toBe('64');
  });
});

describe('applyConfEdit', () => {
  it('changes the named lines of the main section and nothing else', () => {
    const edited = applyConfEdit(CONF, {
      remove: [{ key: 'lxc.apparmor.profile', value: 'old' }],
      add: [
        { key: 'lxc.apparmor.profile', value: 'unconfined' },
        { key: 'lxc.mount.auto', value: 'sys:rw' },
      ],
    });
    expect(edited).toBe(
      CONF.replace('lxc.apparmor.profile = old', 'lxc.apparmor.profile: unconfined').replace(
        'c 195:* rwm\n',
        'c 195:* rwm\nlxc.mount.auto: sys:rw\n',
      ),
    );
  });

  it('puts lines before the first section when there are no raw lines yet', () => {
    const edit = { remove: [], add: [{ key: 'lxc.environment', value: 'A=1' }] };
    expect(applyConfEdit('arch: amd64\n\n[s]\narch: amd64\n', edit)).toBe(
      'arch: amd64\nlxc.environment: A=1\n\n[s]\narch: amd64\n',
    );
    expect(applyConfEdit('arch: amd64', edit)).toBe('arch: amd64\nlxc.environment: A=1\n');
  });

  const word = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/);
  const line = fc.record({ key: word.map((text) => `lxc.${text}`), value: word });
  const body = fc.array(
    fc.oneof(
      line.map(({ key, value }) => `${key}: ${value}`),
      word.map((key) => `${key}: 1`),
      word.map((text) => `#${text}`),
      fc.constant(''),
    ),
  );

  it('leaves every other line, and all that follows the first section header', () => {
    fc.assert(
      fc.property(body, body, fc.array(line), fc.array(line), (main, tail, remove, add) => {
        const text = [...main, '[snap]', ...tail, ''].join('\n');
        const edited = applyConfEdit(text, { remove, add });
        expect(edited.slice(edited.indexOf('[snap]'))).toBe(text.slice(text.indexOf('[snap]')));
        const gone = new Set(remove.map((one: ConfLine) => `${one.key}: ${one.value}`));
        const added = add.map((one) => `${one.key}: ${one.value}`);
        const rest = (lines: string[]) =>
          lines.filter((one) => !added.includes(one) && !gone.has(one));
        const editedMain = edited.slice(0, edited.indexOf('[snap]')).split('\n').slice(0, -1);
        expect(rest(editedMain)).toEqual(rest(main));
        for (const one of added) expect(editedMain).toContain(one);
      }),
    );
  });
});
