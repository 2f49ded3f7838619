import type { LxcGuest } from '@phoenix/shared-config';
import type { Observed } from '@phoenix/shared-runtime/guests';
import { BASE, planLines, running, stopped } from '@phoenix/shared-runtime/testing';
import { describe, expect, it } from 'vitest';
import {
  aGuest,
  anInput,
  confOf,
  planCreate,
  planDelete,
  planReconfigure,
  planStart,
  statusOf,
} from './fixtures.ts';

const guest = aGuest(950);
const conf = confOf(guest);
const seen = (observed: Observed, of: LxcGuest = guest) =>
  anInput({ guests: [of], observed: { 950: observed }, scripts: [`${BASE}/bin/app.sh`] });
const created = (observed: Observed, of?: LxcGuest, bring = false) =>
  planLines(planCreate(seen(observed, of), bring));

describe('volumes that a pct set was making when it was cut off', () => {
  const names = ['guests:subvol-950-disk-1', '/guests/subvol-950-disk-1'];
  const left = {
    leftVolumes: [
      { volid: 'guests:subvol-950-disk-1', names },
      { volid: 'data:subvol-950-disk-0', names: ['data:subvol-950-disk-0'] },
    ],
  };
  const FREED = [
    'free guests:subvol-950-disk-1: pvesm free guests:subvol-950-disk-1',
    'free data:subvol-950-disk-0: pvesm free data:subvol-950-disk-0',
  ];

  it('are freed first, by whatever ends with the guest as declared', () => {
    expect(created(running(conf, left))).toEqual(['change', ...FREED]);
    expect(created(running(conf, left), guest, true)).toEqual(['change', ...FREED]);
    const wider = aGuest(950, { cores: 2 });
    const lines = created(running(conf, left), wider);
    expect(lines).toEqual(['change', ...FREED, 'set: pct set 950 --cores 2']);
    const snapshot = `\n[pre-configured]\n${conf}snaptime: 1\n`;
    const again = planLines(planReconfigure(seen(running(`${conf}${snapshot}`, left))));
    expect(again.slice(0, 4)).toEqual([
      'change',
      ...FREED,
      expect.stringMatching(/^(stop|rollback)/),
    ]);
  });

  it('are freed after the lock that was left', () => {
    const cut = { lockLeftBy: { job: 'delsnapshot', name: 'a' } } as const;
    const lines = created(running(`${conf}lock: snapshot-delete\n`, { ...left, ...cut }));
    expect(lines).toEqual(['change', 'unlock: pct unlock 950', ...FREED]);
  });

  it('are let be where somebody has named them by then, or is doing so', () => {
    const [operation] = planCreate(seen(running(conf, left)), false).operations;
    const lock = '/run/lock/lxc/pve-config-950.lock';
    expect(operation).toMatchObject({ when: [{ unnamed: names }], lock });
  });

  it('are freed where the guest itself is gone, before it is made or left deleted', () => {
    const gone: Observed = { running: false, ...left };
    const lines = planLines(planCreate(seen(gone), false));
    expect(lines.slice(0, 4)).toEqual(['create', ...FREED, expect.stringMatching('^create: ')]);
    expect(planLines(planDelete(seen(gone)))).toEqual(['change', ...FREED]);
  });

  it('can be kept', () => {
    const [operation] = planCreate(seen(running(conf, left)), false).operations;
    expect(operation).toHaveProperty('hint', expect.stringMatching('pct rescan --vmid 950 keeps'));
  });

  it('are no reason to do anything for a guest that cannot be made, or to start one', () => {
    expect(planCreate(seen(stopped(`${conf}lock: backup\n`, left)), false).operations).toEqual([]);
    expect(planLines(planStart(seen(running(conf, left))))).toEqual(['none']);
  });

  it('go with the guest', () => {
    expect(planLines(planDelete(seen(stopped(conf, left))))).toEqual([
      'change',
      'destroy: pct destroy 950 --purge 1 --destroy-unreferenced-disks 1',
    ]);
  });

  it('make the guest differ from what is declared', () => {
    expect(statusOf(seen(running(conf, left))).drift).toBe(true);
    expect(statusOf(seen(running(conf))).drift).toBe(false);
  });
});

describe('a storage that does not tell what was left on it', () => {
  const silent = { leftVolumes: { silent: 'data' } };

  it.each([
    ['create', (input: ReturnType<typeof seen>) => planCreate(input, false)],
    ['bring', (input: ReturnType<typeof seen>) => planCreate(input, true)],
    ['reconfigure', planReconfigure],
  ])('is told of by %s', (_, plan) => {
    const snapshot = `\n[pre-configured]\n${conf}snaptime: 1\n`;
    const { notes, problems } = plan(seen(running(`${conf}${snapshot}`, silent)));
    expect(problems).toEqual([]);
    expect(notes.at(-1)).toBe(
      'storage data does not tell what it has, and a pct set that was cut off may have left a volume of 950 there; type pvesm list data to see what Proxmox says',
    );
  });

  it('keeps more volumes from being made, whose mark would replace that of the one that was left', () => {
    const more = aGuest(950, {
      volumes: [{ name: 'data', pool: 'guests', size_gb: 2, mount_point: '/data' }],
    });
    const { operations, problems } = planCreate(seen(running(conf, silent), more), false);
    expect(operations).toEqual([]);
    expect(problems).toEqual([
      {
        message:
          'cannot change 950: storage data does not tell what it has, and a pct set that was cut off may have left a volume of 950 there',
        hint: 'type pvesm list data to see what Proxmox says; once it tells, or the storage is taken out (pvesm remove data), type the same command again',
        exit: 1,
      },
    ]);
  });

  it('keeps nobody from starting or deleting the guest', () => {
    expect(planStart(seen(stopped(conf, silent))).problems).toEqual([]);
    expect(planDelete(seen(stopped(conf, silent))).problems).toEqual([]);
    expect(statusOf(seen(running(conf, silent))).drift).toBe(true);
  });
});
