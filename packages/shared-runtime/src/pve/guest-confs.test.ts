import { expect, test } from 'vitest';
import { guestConfs } from './guest-confs.ts';

/** A host that has these files and no others. */
function hostWith(files: Readonly<Record<string, string>>) {
  return {
    read: (path: string) => files[path],
    list: (directory: string) => [
      ...new Set(
        Object.keys(files)
          .filter((path) => path.startsWith(`${directory}/`))
          .map((path) => path.slice(directory.length + 1).replace(/\/.*/, '')),
      ),
    ],
  };
}

test('of this node and of every other, of both kinds', () => {
  const host = hostWith({
    '/etc/pve/lxc/1.conf': 'here, a container',
    '/etc/pve/qemu-server/2.conf': 'here, a VM',
    '/etc/pve/nodes/far/lxc/3.conf': 'far, a container',
    '/etc/pve/nodes/far/qemu-server/4.conf': 'far, a VM',
    '/etc/pve/nodes/farther/lxc/5.conf': 'farther, a container',
  });
  expect(guestConfs(host).sort()).toEqual([
    'far, a VM',
    'far, a container',
    'farther, a container',
    'here, a VM',
    'here, a container',
  ]);
});

test('nothing but conf files', () => {
  const host = hostWith({
    '/etc/pve/lxc/1.conf': 'a guest',
    '/etc/pve/lxc/1.conf.tmp.77': 'being written',
    '/etc/pve/nodes/far/lxc/notes': 'of somebody',
    '/etc/pve/nodes/far/host.fw': 'a firewall',
  });
  expect(guestConfs(host)).toEqual(['a guest']);
});

test('a file that went away since it was listed says nothing', () => {
  const host = {
    list: (path: string) => (path === '/etc/pve/lxc' ? ['1.conf'] : []),
    read: () => undefined,
  };
  expect(guestConfs(host)).toEqual(['']);
});
