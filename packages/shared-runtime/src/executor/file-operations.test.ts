import { expect, test } from 'vitest';
import { fakeHost } from '../host/fake-host.ts';
import type { Operation } from '../operation.ts';
import { createStop } from '../stop.ts';
import { execute } from './execute.ts';

const CONF = '/etc/pve/lxc/950.conf';
const LOCK = '/run/lock/lxc/pve-config-950.lock';

function setup(files: Record<string, string> = {}) {
  const host = fakeHost({ files });
  const act = (operation: Operation) =>
    execute([operation], {
      host,
      guest: 950,
      stop: createStop(),
      emit: () => {},
      logFor: () => '/log',
    });
  return { host, act };
}

const edit = {
  id: 'raw',
  cause: 'lxc.a 1 -> 2',
  write: CONF,
  lock: LOCK,
  edit: { remove: [{ key: 'lxc.a' }], add: [{ key: 'lxc.a', value: '2' }] },
};

test('an edit reads under the lock, changes its lines and gives the lock back', async () => {
  const { host, act } = setup({ [CONF]: 'memory: 512\nlxc.a: 1\n[s]\nlxc.a: 1\n' });
  await act(edit);
  expect(host.files.get(CONF)).toBe('memory: 512\nlxc.a: 2\n[s]\nlxc.a: 1\n');
  expect(host.calls.map((call) => call.do)).toEqual(['lock', 'write', 'release']);
});

test('an edit that finds its lines in place writes nothing', async () => {
  const { host, act } = setup({ [CONF]: 'lxc.a: 2\n' });
  await act(edit);
  expect(host.calls.map((call) => call.do)).toEqual(['lock', 'release']);
});

test('a lock that Proxmox holds is waited for ten seconds', async () => {
  const { host, act } = setup({ [CONF]: '' });
  const begun = host.now();
  host.locks.set(LOCK, undefined);
  await expect(act(edit)).rejects.toMatchObject({
    exit: 75,
    message: expect.stringContaining(LOCK),
  });
  expect((host.now() - begun) / 1000).toBeCloseTo(10, 0);
});

test('an edit of a conf file that is not there fails and frees the lock', async () => {
  const { host, act } = setup();
  await expect(act(edit)).rejects.toMatchObject({ exit: 66 });
  expect(host.locks.size).toBe(0);
});

test('files and directories are made as their operation says', async () => {
  const { host, act } = setup();
  await act({
    id: 'fw',
    cause: 'rules',
    write: '/etc/pve/firewall/950.fw',
    content: '[OPTIONS]\n',
  });
  await act({
    id: 'dir',
    cause: 'missing',
    write: '/srv/x',
    directory: { mode: 0o750, uid: 100_000 },
  });
  expect(host.files.get('/etc/pve/firewall/950.fw')).toBe('[OPTIONS]\n');
  expect(host.info('/srv/x')).toMatchObject({ mode: 0o750, uid: 100_000, gid: 0 });
});
