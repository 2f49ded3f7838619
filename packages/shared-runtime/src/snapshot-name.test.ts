import { expect, it } from 'vitest';
import { refuseSnapshotName } from './snapshot-name.ts';

it.each(['ab', 'before-upgrade', 'a_b-C9', 'Z1', 'x'.repeat(40)])('%s is well', (name) => {
  expect(refuseSnapshotName(name, true)).toBeUndefined();
});

it.each(['', 'a', '1abc', 'bad name', 'bad.name', 'bad/name', '-x', 'ünï', 'x'.repeat(41), 'ab\n'])(
  '%j can be none',
  (name) => {
    expect(refuseSnapshotName(name, false)?.message).toBe(
      `${JSON.stringify(name)} can be no name of a snapshot`,
    );
  },
);

it.each(['current', 'pending', 'vzdump', 'PENDING', 'Current'])(
  '%s is not taken for a new one',
  (name) => {
    expect(refuseSnapshotName(name, true)?.message).toBe(
      `a snapshot cannot be called ${name}: Proxmox uses that name itself`,
    );
    expect(refuseSnapshotName(name, false)).toBeUndefined();
  },
);
