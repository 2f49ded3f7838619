import { describe, expect, it, test } from 'vitest';
import { settingsAfter, sized } from './settings.ts';

test.each([
  ['guests:x,size=8G', 'guests:x,size=16G'],
  ['guests:x,size=8G,ssd=1', 'guests:x,size=16G,ssd=1'],
  ['guests:x', 'guests:x,size=16G'],
  ['guests:x,discard=on', 'guests:x,discard=on,size=16G'],
])('a disk %s that has grown', (before, after) => expect(sized(before, '16G')).toBe(after));

describe('the settings as they will be', () => {
  const current = new Map([
    ['cores', '1'],
    ['tags', 'a'],
    ['rootfs', 'guests:x,size=8G'],
  ]);
  const after = (
    ...[changes, growth]: [Parameters<typeof settingsAfter>[1], Parameters<typeof settingsAfter>[2]]
  ) => Object.fromEntries(settingsAfter(current, changes, growth, (key, sent) => `${key}/${sent}`));

  it('are those of now where nothing changes', () => {
    expect(after([], [])).toEqual(Object.fromEntries(current));
  });

  it('have what is set as Proxmox writes it down, and nothing of what is taken away', () => {
    const changes = [
      { key: 'cores', from: '1', to: '2' },
      { key: 'memory', from: undefined, to: '512' },
      { key: 'tags', from: 'a', to: undefined },
    ];
    expect(after(changes, [])).toEqual({
      cores: 'cores/2',
      memory: 'memory/512',
      rootfs: 'guests:x,size=8G',
    });
  });

  it('have disks of the size that they grow to, also of those that are changed before', () => {
    const growth = [{ key: 'rootfs', from: '8G', to: 16 }];
    expect(after([], growth).rootfs).toBe('guests:x,size=16G');
    const moved = [{ key: 'rootfs', from: 'guests:x,size=8G', to: 'data:y' }];
    expect(after(moved, growth).rootfs).toBe('rootfs/data:y,size=16G');
  });
});
