import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { divert } from '../../state/talk.ts';
import { setRunning } from '../../state/vm-running.ts';
import { setVm } from './set.ts';

let root = '';
let said = '';
let back = () => {};

const put = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const confFile = 'etc/pve/qemu-server/8000.conf';
const conf = () => readFileSync(join(root, confFile), 'utf8');
const set = (options: Record<string, string>) =>
  setVm(8000, new Map(Object.entries(options)), 'usage');

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'qm-set-'));
  process.env.PVE_SANDBOX_ROOT = root;
  said = '';
  const hear = (text: string | Uint8Array) => {
    said += text;
  };
  back = divert({ out: hear, err: hear });
  put('etc/pve/storage.cfg', 'dir: vmdata\n\tpath /var/lib/vmdata\n\tcontent images\n\n');
  put('var/lib/vmdata/images/8000/vm-8000-disk-0.raw', '');
});

afterEach(() => {
  back();
  delete process.env.PVE_SANDBOX_ROOT;
  rmSync(root, { recursive: true });
});

const run = () =>
  setRunning(8000, { since: 0, bootId: '', pid: 1, paused: false, tree: '/t', values: {} });

test('a stopped machine takes everything at once', async () => {
  put(confFile, 'memory: 64\nname: a\n');
  await set({ memory: '128', delete: 'name,net9', tags: 'b;a', description: 'x\ny' });
  expect(conf()).toBe('#x\n#y\nmemory: 128\ntags: a;b\n');
  expect(said).toBe(
    'update VM 8000: -delete name,net9 -description x\ny -memory 128 -tags b;a\n' +
      "cannot delete 'net9' - not set in current configuration!\n",
  );
});

test('a running machine keeps for later what it cannot take, and forgets it again', async () => {
  put(confFile, 'cores: 1\nmemory: 64\nname: a\n');
  run();
  await set({ memory: '128', name: 'b', delete: 'cores' });
  expect(conf()).toBe('cores: 1\nmemory: 64\nname: b\n\n[PENDING]\ndelete: cores\nmemory: 128\n');
  await set({ revert: 'memory,cores' });
  expect(conf()).toBe('cores: 1\nmemory: 64\nname: b\n');
});

test('a disk that goes is unused and not booted from; with force it is freed', async () => {
  put(confFile, 'boot: order=scsi0\nscsi0: vmdata:8000/vm-8000-disk-0.raw,size=1G\n');
  await set({ delete: 'scsi0' });
  expect(conf()).toBe('boot:  \nunused0: vmdata:8000/vm-8000-disk-0.raw\n');
  await set({ delete: 'unused0' });
  expect(conf()).toBe('boot:  \n');
});

test('what is refused leaves the conf as it was', async () => {
  const text = 'lock: backup\nmemory: 64\n';
  put(confFile, text);
  await expect(set({ memory: '1' })).rejects.toThrow('VM is locked (backup)');
  await expect(set({ scsi0: 'nostore:1' })).rejects.toThrow("storage 'nostore' does not exist");
  await expect(set({})).rejects.toThrow('no options specified');
  await expect(set({ delete: 'bogus' })).rejects.toThrow("delete: unknown option 'bogus'");
  await expect(set({ boot: 'order=scsi9', skiplock: '1' })).rejects.toThrow(
    "invalid bootorder: device 'scsi9' does not exist'",
  );
  expect(conf()).toBe(text);
});
