import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConfLine } from '../operation.ts';
import { confValue, effectiveKeys, parseConf, withoutLock } from './conf.ts';
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

describe('a line', () => {
  it('opens a section only when nothing else stands in it', () => {
    const conf = parseConf('[a]\nm: 1\n[b] \t\nm: 2\nx[c]\n[d]x\n[-e]\n[F:g_1-]\n');
    expect([...conf.snapshots.keys()]).toEqual(['a', 'b', 'F:g_1-']);
  });

  it('is raw when it begins with lxc., whatever stands between key and value', () => {
    const lines = ['lxc.a.B_1: 1 ', 'lxc.b =2', 'lxc.c=3', 'lxc.d:4', 'lxc.e  =  5 6', 'lxc.f:'];
    const { main } = parseConf([...lines, 'xlxc.g: 7', 'lxc: 8', 'lxcxh: 9'].join('\n'));
    expect(main.raw.map(({ key, value }) => `${key}|${value}`)).toEqual([
      'lxc.a.B_1|1',
      'lxc.b|2',
      'lxc.c|3',
      'lxc.d|4',
      'lxc.e|5 6',
      'lxc.f|',
    ]);
    expect([...main.keys]).toEqual([
      ['lxc', '8'],
      ['lxcxh', '9'],
    ]);
  });

  it('is a setting with the blanks around its value taken off', () => {
    const text = ['a:1', 'Mp0:   a b  ', 'c_d-e:\tx', 'f:', 'g: ', '1: x', ' h: x', 'i : x'];
    expect(Object.fromEntries(parseConf(text.join('\n')).main.keys)).toEqual({
      a: '1',
      Mp0: 'a b',
      'c_d-e': 'x',
      f: '',
      g: '',
    });
  });

  it('of blanks only is none that Proxmox would leave out', () => {
    expect(parseConf('a: 1\n  \n\t\n').dropped).toEqual([]);
  });
});

describe('sections', () => {
  it('that stand twice are one', () => {
    const conf = parseConf('[s]\na: 1\n[pve:pending]\nb: 2\n[s]\nc: 3\n[PENDING]\nd: 4\n');
    expect(Object.fromEntries(conf.snapshots.get('s')?.keys ?? [])).toEqual({ a: '1', c: '3' });
    expect(Object.fromEntries(conf.pending.keys)).toEqual({ b: '2', d: '4' });
  });

  it('have their own raw lines and comments', () => {
    const { snapshots, description } = parseConf(
      'a: 1\n[s]\n#one%0Amore\nlxc.a: 1\n#two\n[t]\na: 2\n',
    );
    expect(description).toBe('');
    expect(snapshots.get('s')?.description).toBe('one\nmore\ntwo');
    expect(snapshots.get('s')?.raw).toEqual([{ key: 'lxc.a', value: '1' }]);
    expect(snapshots.get('t')?.description).toBeUndefined();
  });

  it('are empty when they are not there', () => {
    const { main, pending, pendingDelete, stale, snapshots } = parseConf('');
    expect(main).toEqual({ keys: new Map(), raw: [] });
    expect(pending).toEqual({ keys: new Map(), raw: [] });
    expect([pendingDelete.size, stale.size, snapshots.size]).toEqual([0, 0, 0]);
  });

  it('are snapshots unless their names begin with special:', () => {
    const { snapshots } = parseConf('[special:x]\na: 1\n[special:cloudinit]\n[unspecial:x]\n');
    expect([...snapshots.keys()]).toEqual(['unspecial:x']);
  });
});

describe('what waits for the next start', () => {
  const text = [
    'memory: 1\ncores: 1\nname: a\nonboot: 1\n#said',
    '[PENDING]\ncores: 2\ndelete: name, !onboot;;tags  x!y\n',
  ].join('\n');

  it('goes by any separator, forced or not', () => {
    expect([...parseConf(text).pendingDelete]).toEqual(['name', 'onboot', 'tags', 'xy']);
  });

  it('is the value', () => {
    const keys = ['memory', 'cores', 'name', 'onboot', 'delete', 'description', 'none'];
    expect(keys.map((key) => confValue(text, undefined, key))).toEqual([
      '1',
      '2',
      undefined,
      undefined,
      undefined,
      'said',
      undefined,
    ]);
    expect(confValue('memory: 1', undefined, 'description')).toBeUndefined();
  });

  it('is in all keys together', () => {
    expect(Object.fromEntries(effectiveKeys(parseConf(text)))).toEqual({ memory: '1', cores: '2' });
  });
});

it('a snapshot that is not there has no values', () => {
  expect(confValue(CONF, 'after', 'memory')).toBeUndefined();
});

it('a guest without its lock is otherwise the same', () => {
  const conf = parseConf(`lock: backup\n${CONF}`);
  expect(withoutLock(conf)).toEqual(parseConf(CONF));
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

  it('takes out every line of a key, or the ones of a value, and none of another key', () => {
    const text = 'lxc.a: 1\nlxc.b: 1\nlxc.a: 2\nlxc.c: 1\nmemory: 1\n';
    const without = (...remove: ConfLine[]) => applyConfEdit(text, { remove, add: [] });
    expect(without({ key: 'lxc.a' })).toBe('lxc.b: 1\nlxc.c: 1\nmemory: 1\n');
    expect(without({ key: 'lxc.a', value: '2' }, { key: 'lxc.c' })).toBe(
      'lxc.a: 1\nlxc.b: 1\nmemory: 1\n',
    );
    expect(without({ key: 'memory' }, { key: 'lxc.d' })).toBe(text);
  });

  it('puts a line in the place of one of its key, and others after the last raw line', () => {
    const edited = applyConfEdit('lxc.a: 1\nlxc.b: 1\nmemory: 1\n', {
      remove: [{ key: 'lxc.a' }, { key: 'lxc.b' }],
      add: [
        { key: 'lxc.c', value: '2' },
        { key: 'lxc.b', value: '2' },
      ],
    });
    expect(edited).toBe('lxc.b: 2\nlxc.c: 2\nmemory: 1\n');
  });

  it('puts lines after the first one when that is the only raw one', () => {
    const edit = { remove: [], add: [{ key: 'lxc.b', value: '1' }] };
    expect(applyConfEdit('lxc.a: 1\nmemory: 1\n', edit)).toBe('lxc.a: 1\nlxc.b: 1\nmemory: 1\n');
    expect(applyConfEdit('memory: 1\n \t\n', edit)).toBe('memory: 1\nlxc.b: 1\n \t\n');
  });

  it('leaves nothing of a file that held but what goes', () => {
    expect(applyConfEdit('lxc.a: 1', { remove: [{ key: 'lxc.a' }], add: [] })).toBe('');
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
