import { expect, test } from 'vitest';
import type { Operation } from '../operation.ts';
import { TEMPLATE_INDEXES } from '../pve/template-index.ts';
import { execute } from './execute.ts';
import { CONF, failure, run, setup } from './fixture.ts';

const NOT_TAKEN: [string, Operation['expect'], string][] = [
  ['a size', [{ conf: CONF, key: 'rootfs', value: 'size=64G' }], 'rootfs is 32G, wanted 64G'],
  ['a value', [{ conf: CONF, key: 'memory', value: '1024' }], 'memory is 512, wanted 1024'],
  ['a missing key', [{ conf: CONF, key: 'swap', value: '0' }], 'swap is not set, wanted 0'],
  ['a key too many', [{ conf: CONF, key: 'memory', value: null }], 'memory is still there: 512'],
  ['a snapshot', [{ conf: CONF, section: 's1' }], `there is no section [s1] in ${CONF}`],
  [
    'a volume',
    [{ unnamed: ['other:950/vm-950-disk-0.raw', 'local:950/vm-950-disk-0.raw'] }],
    'a conf file names local:950/vm-950-disk-0.raw',
  ],
  ['no conf', [{ conf: '/none', key: 'x', value: '1' }], '/none does not exist'],
  ['a path', [{ path: '/x', exists: true }], '/x does not exist'],
  ['a path too many', [{ path: CONF, exists: false }], `${CONF} is still there`],
];

test.each(NOT_TAKEN)(
  'a command that exits 0 without effect is a failure: %s',
  async (_, expected, text) => {
    const { context } = setup();
    const work = execute([run('pct resize 950 rootfs 64G', { expect: expected ?? [] })], context);
    expect(await failure(work)).toBe(
      `cannot do "resize" for 950: pct resize of 950 exited 0 but ${text}`,
    );
  },
);

test('what a command said that exited 0 without effect is told with its log', async () => {
  const { host, context } = setup();
  host.on('pct resize', { stdout: 'TASK ERROR: no space left\n' });
  const expected = [{ conf: CONF, key: 'rootfs', value: 'size=64G' }];
  await expect(
    execute([run('pct resize 950 rootfs 64G', { expect: expected })], context),
  ).rejects.toMatchObject({
    message: expect.stringMatching(/wanted 64G; the last that it said: no space left$/),
    log: '/log/950-resize.log',
    output: 'TASK ERROR: no space left',
  });
});

test('a template that is not offered is told with those that are', async () => {
  const { host, context } = setup();
  host.write(TEMPLATE_INDEXES[0], 'Location: system/a-2.tar.zst\nLocation: system/b.tar.zst\n');
  const work = execute([run('pveam update', { expect: [{ template: 'a-1.tar.zst' }] })], context);
  await expect(work).rejects.toMatchObject({
    message: 'cannot do "update" for 950: Proxmox offers no template a-1.tar.zst',
    hint: 'declare one that is offered as "template": a-2.tar.zst',
  });
  const offered = [run('pveam update', { expect: [{ template: 'a-2.tar.zst' }] })];
  expect((await execute(offered, context)).ran).toEqual(['update']);
});

test('what took is no failure, in the form that Proxmox gave it', async () => {
  const { context } = setup(
    'net0: name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:00:01,type=veth\n[s1]\nsnaptime: 1\n',
  );
  const expected = [
    { conf: CONF, key: 'net0', value: 'name=eth0,hwaddr=bc:24:11:00:00:01' },
    { conf: CONF, section: 's1' },
    { conf: CONF, section: 's1', key: 'snaptime', value: '1' },
    { conf: CONF, key: 'lock', value: null },
  ];
  expect((await execute([run('pct set 950', { expect: expected })], context)).ran).toEqual(['set']);
});

test('what is to be so before is looked at when it is the turn of the operation', async () => {
  const { host, context } = setup('memory: 512\n');
  const free = run('pvesm free a:vm-950-disk-1', {
    when: [{ unnamed: ['a:vm-950-disk-1'] }],
  });
  expect((await execute([free], context)).ran).toEqual(['free']);
  host.on('pct rescan', {
    effect: ({ files }) => files.set(CONF, 'unused0: a:vm-950-disk-1\n'),
  });
  await execute([run('pct rescan'), free], context);
  expect(host.ran()).toEqual(['pvesm free a:vm-950-disk-1', 'pct rescan']);
});

test('it is looked at under the lock that is asked for, which is held until the command has ended', async () => {
  const { host, context } = setup('memory: 512\n');
  const lock = '/run/lock/lxc/pve-config-950.lock';
  const held: boolean[] = [];
  host.on('pvesm free', { effect: ({ locks }) => void held.push(locks.has(lock)) });
  const free = run('pvesm free a:vm-950-disk-1', {
    when: [{ unnamed: ['a:vm-950-disk-1'] }],
    lock,
  });
  await execute([free], context);
  expect(held).toEqual([true]);
  expect(host.locks.has(lock)).toBe(false);
  // Who holds it is naming the volume.
  host.locks.set(lock, undefined);
  const work = execute([free], context);
  await expect(work).rejects.toThrow(`${lock} is held by another process`);
  expect(host.ran()).toEqual(['pvesm free a:vm-950-disk-1']);
});
