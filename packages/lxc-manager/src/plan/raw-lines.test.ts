import type { IdMap } from '@phoenix/shared-config';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aGuest } from './fixtures.ts';
import { afterEdit, idMapLines, rawEdit, wantedLines } from './raw-lines.ts';

const line = (text: string) => {
  const [key = '', value = ''] = text.split(/: (.*)/);
  return { key, value };
};

describe('raw lines', () => {
  it('unconfined means unconfined, once, even when said twice', () => {
    const guest = aGuest(900, {
      apparmor_profile: 'unconfined',
      apparmor_manages_nesting: true,
      lxc_options: [line('lxc.apparmor.profile: unconfined')],
    });
    expect(wantedLines(guest)).toEqual([line('lxc.apparmor.profile: unconfined')]);
  });

  it('a profile of the site may manage nesting', () => {
    const guest = aGuest(910, {
      apparmor_profile: 'lxc-phoenix-v2',
      apparmor_manages_nesting: true,
    });
    expect(wantedLines(guest).map(({ key }) => key)).toEqual([
      'lxc.apparmor.profile',
      'lxc.apparmor.allow_nesting',
      'lxc.include',
    ]);
  });

  it('values keep their blanks, capability lists become a line each', () => {
    const guest = aGuest(902, {
      lxc_options: [
        line('lxc.mount.entry: /dev/fuse dev/fuse none bind,create=file'),
        line('lxc.cap.keep: sys_admin,mknod'),
      ],
    });
    expect(wantedLines(guest)).toEqual([
      line('lxc.mount.entry: /dev/fuse dev/fuse none bind,create=file'),
      line('lxc.cap.keep: sys_admin'),
      line('lxc.cap.keep: mknod'),
    ]);
  });

  it('replaces single values, completes lists, and leaves foreign lines', () => {
    const guest = aGuest(902, {
      apparmor_profile: 'unconfined',
      lxc_options: [line('lxc.cgroup2.devices.allow: a'), line('lxc.cap.keep: mknod')],
    });
    const current = [
      line('lxc.apparmor.profile: other'),
      line('lxc.cgroup2.devices.allow: c 10:200 rwm'),
      line('lxc.cap.keep: sys_time'),
      line('lxc.environment: A=1'),
    ];
    const edit = rawEdit(guest, current);
    expect(edit?.remove).toEqual([
      line('lxc.apparmor.profile: other'),
      line('lxc.cap.keep: sys_time'),
    ]);
    expect(edit?.add).toEqual([
      line('lxc.apparmor.profile: unconfined'),
      line('lxc.cgroup2.devices.allow: a'),
      line('lxc.cap.keep: mknod'),
    ]);
    expect(rawEdit(guest, afterEdit(current, edit))).toBeUndefined();
  });

  it('does not take one line for part of another', () => {
    const guest = aGuest(902, {
      lxc_options: [line('lxc.mount.entry: /dev/fuse dev/fuse none bind')],
    });
    const current = [line('lxc.mount.entry: /dev/fuse dev/fuse none bind,optional')];
    expect(rawEdit(guest, current)?.add).toHaveLength(1);
  });
});

describe('idMapLines', () => {
  it('maps the declared ids and leaves the rest on the usual base', () => {
    const maps: IdMap[] = [{ type: 'both', container_id: 1000, host_id: 1000, size: 1 }];
    expect(idMapLines(maps).map(({ value }) => value)).toEqual([
      'u 0 100000 1000',
      'u 1000 1000 1',
      'u 1001 101001 64535',
      'g 0 100000 1000',
      'g 1000 1000 1',
      'g 1001 101001 64535',
    ]);
  });

  it('covers each id of the container exactly once', () => {
    const range = fc.record({
      gap: fc.integer({ min: 0, max: 5000 }),
      size: fc.integer({ min: 1, max: 5000 }),
    });
    fc.assert(
      fc.property(fc.array(range, { minLength: 1, maxLength: 6 }), (ranges) => {
        let next = 0;
        const maps = ranges.map(({ gap, size }): IdMap => {
          const container_id = next + gap;
          next = container_id + size;
          return { type: 'u', container_id, host_id: 500000 + container_id, size };
        });
        let expected = 0;
        for (const { value } of idMapLines(maps)) {
          const [type, inside = '', , size = ''] = value.split(' ');
          if (type !== 'u') continue;
          expect(Number(inside)).toBe(expected);
          expect(Number(size)).toBeGreaterThan(0);
          expected += Number(size);
        }
        expect(expected).toBe(65536);
      }),
    );
  });
});
