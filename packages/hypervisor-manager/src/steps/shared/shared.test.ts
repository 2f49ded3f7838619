import type { LxcGuest } from '@phoenix/shared-config';
import { fakeHost } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import { observe } from './observe.ts';
import { plan } from './plan.ts';

const GIB = 2 ** 30;

async function say(volumes: string, paths: string[] = []): Promise<string[]> {
  const config = {
    shared_volumes: {
      certs: { host_path: '/srv/certs', mounts: [{ id: 953, container_path: '/certs' }] },
      logs: { host_path: '/tank/logs', mounts: [] },
    },
    shared_zfs_volumes: { scratch: { pool: 'fast', size_gb: 4 } },
    proxmox_storage_ids: {},
    zfs: {
      pools: [],
      datasets: [{ pool: 'tank', name: 'logs', properties: {}, proxmox_content_type: [] }],
    },
  };
  const files = Object.fromEntries(paths.map((path) => [`${path}/x`, '']));
  const host = fakeHost({ files, commands: { 'pvesm list fast': volumes } });
  const facts = await observe(host, { config } as unknown as Parameters<typeof observe>[1]);
  const lxc = new Map([[953, { unprivileged: true } as LxcGuest]]);
  const { operations, notes = [] } = plan({ config, declared: { lxc } }, facts);
  const done = operations.map((one) => {
    if ('run' in one) return one.run.join(' ');
    return 'directory' in one ? `mkdir ${one.write} ${one.directory.uid}` : one.write;
  });
  return [...done, ...notes];
}

const HEAD = 'Volid Format Type Size VMID\n';

it('what is missing is made: directories for those who mount them, volumes for nobody', async () => {
  expect(await say(HEAD)).toEqual([
    'mkdir /srv/certs 100000',
    'pvesm alloc fast 99999 vm-99999-disk-scratch 4G',
  ]);
});

it('what is there stays', async () => {
  const line = `fast:vm-99999-disk-scratch raw images ${4 * GIB} 99999\n`;
  expect(await say(HEAD + line, ['/srv/certs'])).toEqual([]);
  expect(await say(HEAD + line.replace(`${4 * GIB}`, `${8 * GIB}`), ['/srv/certs'])).toEqual([
    'the shared volume scratch has 8 GiB, declared are 4: an existing volume is never resized',
  ]);
});
