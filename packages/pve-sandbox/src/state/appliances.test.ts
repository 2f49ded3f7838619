import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { appliances, writeIndex } from './appliances.ts';
import { writeText } from './files.ts';
import { divert } from './talk.ts';

const INDEX = '/var/lib/pve-manager/apl-info/download.proxmox.com';
const said: string[] = [];
let root: string;
let restore: () => void;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sandbox-index-'));
  vi.stubEnv('PVE_SANDBOX_ROOT', root);
  const take = (text: string | Uint8Array) => said.push(String(text));
  said.length = 0;
  restore = divert({ out: take, err: take });
});
afterEach(() => {
  vi.unstubAllEnvs();
  restore();
  rmSync(root, { recursive: true });
});

describe('the index of templates', () => {
  it('lists nothing and says so while it is not there', () => {
    expect(appliances()).toEqual([]);
    expect(said[0]).toBe(`unable to open file '${INDEX}' - No such file or directory\n`);
  });

  it('lists what its file lists, be it old', () => {
    writeText(
      INDEX,
      'Package: debian-9\nSection: system\nLocation: system/debian-9_9.0-1_amd64.tar.gz\n',
    );
    expect(appliances()).toEqual([
      { section: 'system', file: 'debian-9_9.0-1_amd64.tar.gz', arch: 'amd64' },
    ]);
  });

  it('has what the server has after an update', () => {
    writeIndex();
    expect(appliances()).toContainEqual({
      section: 'system',
      file: 'debian-13-standard_13.6-1_amd64.tar.zst',
      arch: 'amd64',
    });
    expect(appliances()).toHaveLength(25);
  });
});
