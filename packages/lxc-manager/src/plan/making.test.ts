import { parseConf } from '@phoenix/shared-runtime/pve';
import { expect, it } from 'vitest';
import { aGuest, confOf } from './fixtures.ts';
import { askedSettings, isMade } from './making.ts';

it.each<[string, Record<string, unknown>, boolean]>([
  ['no root disk', { source: 900 }, false],
  ['a clone with its root disk', { source: 900, rootfs: true }, true],
  ['Proxmox says that it has ended', { rootfs: true, ended: true }, true],
  ['Proxmox says that it has not', { rootfs: true, swap: true, ended: false }, false],
  ['everything asked for', { rootfs: true, swap: true }, true],
  ['all but what is written last', { rootfs: true }, false],
  ['something else than asked for', { rootfs: true, swap: true, memory: 1 }, false],
])('whole or half-made: %s', (_, { rootfs, swap, memory, ...more }, expected) => {
  const conf = parseConf(
    confOf(aGuest(950))
      .replace(/memory: .*\n/, `memory: ${memory ?? 512}\n`)
      .replace(/rootfs: .*\n/, (found) => (rootfs ? found : ''))
      .replace(/swap: .*\n/, (found) => (swap ? found : '')),
  );
  const argv = ['pct', 'create', '950', 'x', '--full', '1', '--memory', '512'];
  expect(isMade(conf, { stage: 'define', argv, ...more })).toBe(expected);
});

it('what a clone was asked for: its settings, not how it was to be made', () => {
  const options = ['--full', '1', '--snapname', 'a', '--storage', 'b', '--hostname', 'c'];
  expect(
    askedSettings({ stage: 'define', argv: ['pct', 'clone', '900', '950', ...options] }),
  ).toEqual([['hostname', 'c']]);
});
