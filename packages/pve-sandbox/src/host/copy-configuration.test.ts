import { lstatSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyConfiguration } from './copy-configuration.ts';

test('links are followed, and modes kept', () => {
  const place = mkdtempSync(join(tmpdir(), 'sandbox-copy-'));
  try {
    for (const one of ['site/etc', 'site/bin/tests', 'suites/lxc', 'host']) {
      mkdirSync(join(place, one), { recursive: true });
    }
    writeFileSync(join(place, 'suites/lxc/a.sh'), '', { mode: 0o755 });
    symlinkSync('../../../suites/lxc', join(place, 'site/bin/tests/lxc'));
    symlinkSync('/nowhere/at/all', join(place, 'site/bin/tests/dangling'));
    copyConfiguration(join(place, 'host'), join(place, 'site/etc'));
    const copied = join(place, 'host/usr/local/phoenix_hypervisor/bin/tests/lxc');
    expect(lstatSync(copied).isDirectory()).toBe(true);
    expect(lstatSync(join(copied, 'a.sh')).mode & 0o777).toBe(0o755);
  } finally {
    rmSync(place, { recursive: true });
  }
});
