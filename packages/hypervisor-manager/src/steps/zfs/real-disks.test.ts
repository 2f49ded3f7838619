// The host's own lsblk and wipefs on loop devices of this machine, where it allows them: what the sandbox
// says of a disk is only worth something as long as the real programs say the same.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realHost } from '@phoenix/shared-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAtDisk } from './disks.ts';
import { judgeDisk } from './judge-disk.ts';

const directory = mkdtempSync(join(tmpdir(), 'phoenix-loop-'));
const file = join(directory, 'disk');
const SIZE = 512 * 2 ** 20;
let loop: string | undefined;

function run(program: string, ...args: string[]): string | undefined {
  // What sfdisk reads; no other program does.
  const input = 'label: gpt\n,16MiB\n';
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8', input });
  return status === 0 ? stdout.trim() : undefined;
}

beforeAll(() => {
  writeFileSync(file, '');
  truncateSync(file, SIZE);
  loop = run('losetup', '--find', '--show', '--partscan', file);
});
afterAll(() => {
  run('mdadm', '--stop', '/dev/md/phoenix-test');
  if (loop !== undefined) run('losetup', '--detach', loop);
  rmSync(directory, { recursive: true });
});

/** What becomes of the loop device with this on it; undefined where the machine cannot put it there. */
async function verdict(make: readonly string[] | undefined): Promise<string | undefined> {
  if (loop === undefined) return undefined;
  run('mdadm', '--stop', '/dev/md/phoenix-test');
  run('wipefs', '--all', '--force', loop);
  run('blockdev', '--rereadpt', loop);
  if (make !== undefined && run(make[0] ?? '', ...make.slice(1), loop) === undefined)
    return undefined;
  run('udevadm', 'settle');
  const judged = judgeDisk(await lookAtDisk(loop, realHost()), 'tank', {
    wipe: [],
    members: new Map(),
    begun: [],
  });
  return judged.may === 'nothing' ? judged.problem.message : judged.may;
}

describe('a loop device', () => {
  it('that is blank is used', async ({ skip }) => {
    const said = await verdict(undefined);
    if (said === undefined) skip('this machine gives no loop devices (losetup, as root)');
    expect(said).toBe('use');
  });

  it.each([
    ['ext4', ['mkfs.ext4', '-q', '-F', '-L', 'photos'], 'a file system (ext4) "photos"'],
    ['xfs', ['mkfs.xfs', '-q', '-f'], 'a file system (xfs)'],
    ['ntfs', ['mkntfs', '-q', '-F', '-Q'], 'a file system (ntfs)'],
    ['an LVM physical volume', ['pvcreate', '-q', '-y'], 'an LVM physical volume'],
    ['swap space', ['mkswap', '-q'], 'swap space'],
    ['a partition table', ['sfdisk', '--quiet', '--force'], 'a partition table (gpt)'],
    [
      'a Linux RAID',
      [
        'mdadm',
        '--create',
        '--run',
        '--level=1',
        '--force',
        '--raid-devices=1',
        '/dev/md/phoenix-test',
      ],
      'raid',
    ],
  ])('with %s is left alone', async (_, make, what) => {
    const said = await verdict(make);
    if (said === undefined)
      return told(`${make[0]} is not on this machine, or it gives no loop devices`);
    expect(said).toContain(what);
  });

  it('that is mounted is never taken', async () => {
    if ((await verdict(['mkfs.ext4', '-q', '-F'])) === undefined || loop === undefined) return;
    const at = join(directory, 'mounted');
    spawnSync('mkdir', [at]);
    if (run('mount', loop, at) === undefined) return told('this machine mounts no loop devices');
    try {
      const disk = await lookAtDisk(loop, realHost());
      const judged = judgeDisk(disk, 'tank', { wipe: ['S1'], members: new Map(), begun: [] });
      expect(judged).toMatchObject({
        may: 'nothing',
        problem: { message: expect.stringContaining(`is mounted at ${at}`) },
      });
    } finally {
      run('umount', at);
    }
  });
});

function told(what: string): void {
  console.info(`without: ${what}`);
}
