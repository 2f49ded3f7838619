import { planLines, running, stopped } from '@phoenix/shared-runtime/testing';
import { describe, expect, it } from 'vitest';
import {
  aGuest,
  anInput,
  confOf,
  planCreate,
  planDelsnapshot,
  planRollback,
  planSnapshot,
  planStart,
} from './fixtures.ts';

const guest = aGuest(950);
const conf = confOf(guest);
const seen = (observed: ReturnType<typeof running>, of = guest) =>
  anInput({ guests: [of], observed: { 950: observed } });
const mine = '\n#phoenix snapshot\nrootfs: guests:subvol-950-disk-0,size=8G\n';
const one = `${conf}\n[before]${mine}snaptime: 100\n`;
const two = `${one}\n[later]${mine}parent: before\nsnaptime: 200\n`;
const cut = (job: 'snapshot' | 'rollback', name: string) => ({ lockLeftBy: { job, name } });

describe('snapshot', () => {
  const plan = (text: string, since?: number) =>
    planSnapshot(seen(running(text)), { name: 'before', ...(since !== undefined && { since }) });

  it('is one command, and leaves the guest running', () => {
    expect(planLines(plan(conf))).toEqual([
      'change',
      'snapshot before: pct snapshot 950 before --description phoenix snapshot',
    ]);
    expect(plan(conf).keepsStart).toBe(true);
  });

  it.each<[string, string, string]>([
    ['a bind mount', `${conf}mp0: /srv/x,mp=/x\n`, 'mp0 (/srv/x) is a bind mount'],
    [
      'a storage without snapshots',
      `${conf}mp1: plain:950/vm-950-disk-0.raw,mp=/x,size=1G\n`,
      'storage plain of mp1 (dir) takes no snapshots of containers',
    ],
    [
      'a Proxmox template',
      `${conf}template: 1\n`,
      '950 is a Proxmox template, which has no snapshots',
    ],
  ])('is impossible with %s', (_what, text, why) => {
    expect(planLines(plan(text))).toEqual(['none', `x cannot take snapshot before of 950: ${why}`]);
  });

  it('a name that is taken is refused, unless the same work was cut off since then', () => {
    const refused = /^cannot take snapshot before of 950: it has one of that name, of \d{4}-/;
    expect(plan(one).problems[0]?.message).toMatch(refused);
    expect(plan(one, 101).problems[0]?.message).toMatch(refused);
    expect(plan(one, 100)).toMatchObject({ action: 'none', problems: [] });
    expect(plan(one, 100).notes[0]).toMatch(/^950 has snapshot before from the run that was cut/);
    const others = one.replace('#phoenix snapshot', '#by hand');
    expect(plan(others, 100).problems[0]?.message).toMatch(refused);
  });

  it.each(['pre-configured', 'final-form', 'phoenix-undo', 'base'])(
    'phoenix takes %s itself',
    (name) => {
      const template = aGuest(950, { template_snapshot_name: 'base' });
      const planned = planSnapshot(seen(running(conf), template), { name });
      expect(planned.problems[0]?.message).toContain('phoenix itself takes snapshots of that name');
    },
  );

  it('in place of what is left of one that was cut off', () => {
    const left = `${conf}lock: snapshot\n\n[before]\nsnapstate: prepare\nsnaptime: 100\n`;
    const planned = planSnapshot(seen(running(left, cut('snapshot', 'before'))), {
      name: 'before',
    });
    expect(planLines(planned)).toEqual([
      'change',
      'unlock: pct unlock 950',
      'delete snapshot before: pct delsnapshot 950 before --force 1',
      'snapshot before: pct snapshot 950 before --description phoenix snapshot',
    ]);
  });
});

describe('rollback', () => {
  it('of one that runs: stopped, taken back; it stays stopped', () => {
    expect(planLines(planRollback(seen(running(one)), 'before'))).toEqual([
      'change',
      'stop: pct shutdown 950 --timeout 60 --forceStop 1',
      'rollback: pct rollback 950 before',
    ]);
    expect(planLines(planRollback(seen(stopped(one)), 'before'))).toEqual([
      'change',
      'rollback: pct rollback 950 before',
    ]);
  });

  it('names what there is when it is missing', () => {
    expect(planRollback(seen(stopped(two)), 'befor').problems[0]).toEqual({
      message: 'cannot roll 950 back to befor: it has no snapshot of that name',
      hint: 'did you mean phoenix rollback before 950?',
      exit: 66,
    });
    expect(planRollback(seen(stopped(two)), 'other').problems[0]?.hint).toBe(
      'it has before, later; phoenix snapshots 950 tells of when they are',
    );
    expect(planRollback(seen(stopped(conf)), 'other').problems[0]?.hint).toBe(
      'it has none; phoenix snapshot NAME 950 takes one',
    );
  });

  it('goes to the newest only where a volume is on ZFS', () => {
    expect(planRollback(seen(stopped(two)), 'before').problems[0]).toEqual({
      message:
        'cannot roll 950 back to before: later is newer, and ZFS (rootfs on guests) goes back to the newest snapshot only',
      hint: 'if what is newer is not needed any more, type phoenix delsnapshot later 950',
      exit: 1,
    });
    const elsewhere = two.replaceAll('guests:subvol', 'thin:subvol');
    expect(planLines(planRollback(seen(stopped(elsewhere)), 'before'))).toContain(
      'rollback: pct rollback 950 before',
    );
  });

  it('tells what stays of volumes that are newer', () => {
    const grown = one.replace(conf, `${conf}mp0: data:subvol-950-disk-1,mp=/x,size=1G\n`);
    expect(planRollback(seen(stopped(grown)), 'before').notes).toEqual([
      'mp0 (data:subvol-950-disk-1) is newer than the snapshot and stays as an unused disk of 950',
    ]);
  });

  it('that was cut off is done once more, and nothing else is done before', () => {
    const observed = stopped(`${one}`.replace('swap', 'lock: rollback\nswap'), {
      ...cut('rollback', 'before'),
    });
    expect(planLines(planRollback(seen(observed), 'before'))).toEqual([
      'change',
      'unlock: pct unlock 950',
      'rollback: pct rollback 950 before',
    ]);
    const hint = 'type phoenix rollback before 950, which goes back once more';
    for (const [verb, plan] of [
      ['create 950', planCreate(seen(observed), false)],
      ['start 950', planStart(seen(observed))],
      ['delete snapshot before of 950', planDelsnapshot(seen(observed), 'before')],
    ] as const) {
      expect(plan.problems).toEqual([
        {
          message: `cannot ${verb}: the way of 950 back to snapshot before was cut off`,
          hint,
          exit: 1,
        },
      ]);
    }
  });
});

describe('delsnapshot', () => {
  it('deletes what is there, and nothing that phoenix needs', () => {
    expect(planLines(planDelsnapshot(seen(running(one)), 'before'))).toEqual([
      'change',
      'delete snapshot before: pct delsnapshot 950 before',
    ]);
    expect(planDelsnapshot(seen(running(one)), 'other')).toMatchObject({
      action: 'none',
      notes: ['950 has no snapshot other'],
    });
    expect(planDelsnapshot(seen(running(one)), 'befoer')).toMatchObject({
      action: 'none',
      notes: ['950 has no snapshot befoer; did you mean phoenix delsnapshot before 950?'],
    });
    const own = one.replace('[before]', '[pre-configured]');
    expect(planDelsnapshot(seen(running(own)), 'pre-configured').problems[0]).toMatchObject({
      message:
        'cannot delete snapshot pre-configured of 950: phoenix has it for itself (reconfigure goes back to it)',
      hint: 'to delete it all the same, type pct delsnapshot 950 pre-configured',
    });
    expect(planDelsnapshot(anInput({ guests: [guest] }), 'before')).toMatchObject({ absent: true });
  });
});
