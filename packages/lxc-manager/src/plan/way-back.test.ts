import type { Operation } from '@phoenix/shared-runtime';
import type { Observed } from '@phoenix/shared-runtime/guests';
import { planLines, running, stopped, undoable } from '@phoenix/shared-runtime/testing';
import { describe, expect, it } from 'vitest';
import { aGuest, anInput, confOf, planCreate, planReconfigure } from './fixtures.ts';

type Guest = ReturnType<typeof aGuest>;

const HEAVIER = { memory_mb: 1024 };
const LEFT = '[phoenix-undo]\nmemory: 512\nsnaptime: 3\n';

const plan = (guest: Guest, seen: Observed, paths: readonly string[] = []) =>
  planCreate(undoable(anInput({ guests: [guest], observed: { [guest.id]: seen }, paths })), false);
const argv = (operations: readonly Operation[] = []) =>
  operations.map((one) => ('run' in one ? one.run.join(' ') : `write ${one.write}`));

describe('a change that may fail', () => {
  const guest = aGuest(950, HEAVIER);
  const conf = confOf(aGuest(950));

  it('stands between a snapshot and its deletion, with the way back beside it', () => {
    const { operations, undo, notes } = plan(guest, running(conf));
    expect(argv(operations)).toEqual([
      'pct snapshot 950 phoenix-undo',
      'pct set 950 --memory 1024',
      'pct delsnapshot 950 phoenix-undo',
    ]);
    expect(undo).toMatchObject({
      after: 'snapshot phoenix-undo',
      before: 'delete snapshot phoenix-undo',
    });
    expect(argv(undo?.operations)).toEqual([
      'pct rollback 950 phoenix-undo',
      'pct start 950',
      'pct delsnapshot 950 phoenix-undo',
    ]);
    expect(notes).toEqual([]);
  });

  it('leaves one stopped that was stopped', () => {
    const { operations, undo } = plan(guest, stopped(conf));
    expect(operations.map(({ id }) => id)).toEqual([
      'snapshot phoenix-undo',
      'set',
      'start',
      'ready',
      'delete snapshot phoenix-undo',
    ]);
    expect(argv(undo?.operations)).not.toContain('pct start 950');
  });

  it('brings back what no snapshot holds: the firewall file and the description', () => {
    const declared = aGuest(950, {
      description: 'new',
      firewall: { enabled: true, rules: [] },
    });
    const { undo } = plan(declared, running(`#old\n${conf}`, { firewall: '[OPTIONS]\n' }));
    const [file, , set] = undo?.operations ?? [];
    expect(file).toMatchObject({ write: '/etc/pve/firewall/950.fw', content: '[OPTIONS]\n' });
    expect(argv(undo?.operations).slice(1)).toEqual([
      'pct rollback 950 phoenix-undo',
      'pct set 950 --description old',
      'pct start 950',
      'pct delsnapshot 950 phoenix-undo',
    ]);
    expect(set?.when).toEqual([
      { conf: '/etc/pve/lxc/950.conf', key: 'description', value: 'new' },
    ]);
    const without = plan(declared, running(conf));
    expect(argv(without.undo?.operations).slice(0, 3)).toEqual([
      'rm -f /etc/pve/firewall/950.fw',
      'pct rollback 950 phoenix-undo',
      'pct set 950 --delete description',
    ]);
  });

  it('deletes first what it may have taken a snapshot of; the last ones come after it', () => {
    const declared = aGuest(950, { application_script: 'app.sh' });
    const script = '/usr/local/phoenix_hypervisor/bin/app.sh';
    const input = anInput({
      guests: [declared],
      observed: { 950: running(conf) },
      scripts: [script],
    });
    const { operations, undo } = planCreate(undoable(input), false);
    const snapshots = operations.filter(({ id }) => id.includes('snapshot')).map(({ id }) => id);
    expect(snapshots).toEqual([
      'snapshot phoenix-undo',
      'snapshot pre-configured',
      'delete snapshot phoenix-undo',
      'snapshot final-form',
    ]);
    const [first] = undo?.operations ?? [];
    expect(first).toMatchObject({
      run: ['pct', 'delsnapshot', '950', 'pre-configured'],
      when: [{ conf: '/etc/pve/lxc/950.conf', section: 'pre-configured' }],
    });
  });

  it('says what becomes of a volume that it makes', () => {
    const data = { name: 'data', pool: 'data', size_gb: 5, mount_point: '/data' };
    const { notes } = plan(aGuest(950, { volumes: [data] }), running(conf));
    expect(notes).toEqual([
      'should a change fail, the new volume of mp0 stays as an unused disk of 950: pct config 950 tells which',
    ]);
  });
});

describe('no way back', () => {
  const guest = aGuest(950, HEAVIER);
  const conf = confOf(aGuest(950));

  it.each<[string, Observed, string]>([
    [
      'where the storage takes no snapshots',
      running(conf.replace('rootfs: guests:', 'rootfs: plain:')),
      'storage plain of rootfs (dir) takes no snapshots of containers',
    ],
    [
      'beside a bind mount',
      running(`${conf}mp0: /srv/site,mp=/site\n`),
      'mp0 (/srv/site) is a bind mount',
    ],
    ['of a template', stopped(`${conf}template: 1\n`), 'it is a Proxmox template'],
    [
      'of one that is still being made',
      running(conf, { making: { stage: 'provision', argv: ['pct', 'create', '950'] } }),
      'its making has not come to its end yet',
    ],
  ])('%s: it says so and goes on', (_, seen, why) => {
    const { operations, undo, notes } = plan(guest, seen);
    expect(operations.map(({ id }) => id)).toContain('set');
    expect(operations.map(({ id }) => id).join()).not.toContain('snapshot');
    expect(undo).toBeUndefined();
    expect(notes).toContain(`no way back for 950 should a change fail: ${why}`);
  });

  it.each<[string, Guest, Observed]>([
    ['nothing changes', aGuest(950), running(conf)],
    ['it is only started', aGuest(950), stopped(conf)],
    [
      'only a file beside it is written',
      aGuest(950, { firewall: { enabled: true, rules: [] } }),
      running(conf.replace(',gw=', ',firewall=1,gw=')),
    ],
  ])('is needed where %s', (_, declared, seen) => {
    const { operations, undo, notes } = plan(declared, seen);
    expect(operations.map(({ id }) => id).join()).not.toContain('snapshot');
    expect({ undo, notes }).toEqual({ undo: undefined, notes: [] });
  });

  it('is there for one that is made, nor where nobody asks for it', () => {
    const made = planCreate(undoable(anInput({ guests: [guest] })), false);
    expect({ undo: made.undo, notes: made.notes }).toEqual({ undo: undefined, notes: [] });
    const input = anInput({ guests: [guest], observed: { 950: running(conf) } });
    expect(planLines(planCreate(input, false))).toEqual([
      'change',
      'set: pct set 950 --memory 1024',
    ]);
  });
});

describe('what a run that was cut off has left', () => {
  const conf = confOf(aGuest(950), '', LEFT);
  const lines = (guest: Guest, seen: Observed, bring = false) =>
    planLines(planCreate(anInput({ guests: [guest], observed: { 950: seen } }), bring));

  it('goes, also when nothing else is to be done', () => {
    expect(lines(aGuest(950), running(conf))).toEqual([
      'change',
      'delete left phoenix-undo: pct delsnapshot 950 phoenix-undo',
    ]);
  });

  it('goes before a snapshot of the same name is taken', () => {
    expect(argv(plan(aGuest(950, HEAVIER), running(conf)).operations)).toEqual([
      'pct delsnapshot 950 phoenix-undo',
      'pct snapshot 950 phoenix-undo',
      'pct set 950 --memory 1024',
      'pct delsnapshot 950 phoenix-undo',
    ]);
  });

  it('is unlocked and forced away when it was cut off itself', () => {
    const cut = confOf(aGuest(950), 'lock: snapshot\n', `${LEFT}snapstate: prepare\n`);
    const lockLeftBy = { job: 'snapshot', name: 'phoenix-undo' } as const;
    expect(lines(aGuest(950), running(cut, { lockLeftBy }))).toEqual([
      'change',
      'unlock: pct unlock 950',
      'delete left phoenix-undo: pct delsnapshot 950 phoenix-undo --force 1',
    ]);
  });

  it('is gone back to once more when the way back was cut off, and on from there', () => {
    const before = `[phoenix-undo]\n${confOf(aGuest(950))}`;
    const cut = confOf(aGuest(950, HEAVIER), 'lock: rollback\n', before);
    const lockLeftBy = { job: 'rollback', name: 'phoenix-undo' } as const;
    for (const bring of [false, true])
      expect(lines(aGuest(950, HEAVIER), stopped(cut, { lockLeftBy }), bring).slice(0, 4)).toEqual([
        'change',
        'unlock: pct unlock 950',
        'rollback: pct rollback 950 phoenix-undo',
        'delete left phoenix-undo: pct delsnapshot 950 phoenix-undo',
      ]);
    expect(lines(aGuest(950, HEAVIER), stopped(cut, { lockLeftBy })).slice(4)).toEqual([
      'set: pct set 950 --memory 1024',
      'start: pct start 950',
      'ready: pct exec 950 -- sh -s -- 120',
    ]);
  });

  it('is nothing that reconfigure would lose', () => {
    const seen = running(confOf(aGuest(950), '', `[pre-configured]\nsnaptime: 2\n${LEFT}`));
    const input = anInput({ guests: [aGuest(950)], observed: { 950: seen } });
    const { operations, problems } = planReconfigure(input);
    expect(problems).toEqual([]);
    expect(argv(operations).slice(0, 2)).toEqual([
      'pct delsnapshot 950 phoenix-undo',
      'pct rollback 950 pre-configured',
    ]);
  });

  it('does not keep a guest from becoming a template', () => {
    const guest = aGuest(950, { is_template: true });
    const { operations, problems } = planCreate(
      anInput({ guests: [guest], observed: { 950: stopped(conf) } }),
      false,
    );
    expect(problems).toEqual([]);
    expect(argv(operations)).toEqual(['pct delsnapshot 950 phoenix-undo', 'pct template 950']);
  });
});
