import { ABSENT, BASE, planLines, running, stopped } from '@phoenix/shared-runtime/testing';
import { describe, expect, it } from 'vitest';
import {
  aGuest,
  anInput,
  confOf,
  planCreate,
  planDelete,
  planReconfigure,
  planRestart,
  planStart,
  planStop,
} from './fixtures.ts';
import { containerWays } from './ways.ts';

const guest = aGuest(950);
const conf = confOf(guest);
const seen = (observed: ReturnType<typeof running>, of = guest) =>
  anInput({ guests: [of], observed: { 950: observed }, scripts: [`${BASE}/bin/app.sh`] });

describe('start, stop, restart', () => {
  it('start', () => {
    expect(planLines(planStart(seen(running(conf))))).toEqual(['none']);
    expect(planLines(planStart(seen(stopped(conf))))).toEqual([
      'change',
      'start: pct start 950',
      'ready: pct exec 950 -- sh -s -- 120',
    ]);
    expect(planLines(planStart(anInput({ guests: [guest] })))).toEqual([
      'none',
      'x cannot start 950: there is no container 950',
    ]);
    expect(planLines(planStart(seen(stopped(`${conf}template: 1\n`))))).toEqual([
      'none',
      'x cannot start 950: it is a template',
    ]);
  });

  it('start, restart and create of one whose conf file was cut off', () => {
    const { rootfs: _, ...others } = Object.fromEntries(
      conf.split('\n').map((line) => [line.split(':')[0] ?? '', line]),
    );
    const cut = Object.values(others).join('\n');
    const says = (doing: string) => [
      'none',
      `x cannot ${doing} 950: its conf file /etc/pve/lxc/950.conf names no disk`,
    ];
    expect(planLines(planStart(seen(stopped(cut))))).toEqual(says('start'));
    expect(planLines(planRestart(seen(running(cut)), false))).toEqual(says('start'));
    expect(planLines(planCreate(seen(running(cut)), true))).toEqual(says('converge'));
  });

  it('start of a template without its conversion is what was asked for', () => {
    const template = aGuest(950, { template_snapshot_name: 'base', start_at_boot: false });
    expect(planStart(seen(stopped(conf), template)).operations).toHaveLength(2);
  });

  it('stop is orderly, twice is nothing, and force is asked for', () => {
    expect(planLines(planStop(seen(running(conf)), false))).toEqual([
      'change',
      'stop: pct shutdown 950 --timeout 60',
    ]);
    expect(planLines(planStop(seen(stopped(conf)), false))).toEqual(['none']);
    expect(planStop(seen(stopped(conf)), false)).not.toHaveProperty('absent');
    const missing = planStop(anInput({ guests: [guest] }), false);
    expect(missing).toMatchObject({ action: 'none', absent: true });
    expect(planLines(planStop(seen(running(conf)), true))[1]).toContain('--forceStop 1');
  });

  it('restart', () => {
    expect(planRestart(seen(running(conf)), false).operations.map(({ id }) => id)).toEqual([
      'stop',
      'start',
      'ready',
    ]);
    expect(planRestart(seen(stopped(conf)), false).operations[0]?.id).toBe('start');
  });

  it('restart stops nothing that would not start again', () => {
    const locked = planRestart(seen(running(`lock: backup\n${conf}`)), false);
    expect(planLines(locked)).toEqual([
      'none',
      'x 950 is locked (backup), and no work of phoenix explains it',
    ]);
    expect(planLines(planRestart(seen(running(`${conf}template: 1\n`)), false))).toEqual([
      'none',
      'x cannot start 950: it is a template',
    ]);
  });

  it('start as if it were stopped is what follows the stop of a restart', () => {
    const restarted = planRestart(seen(running(conf)), false).operations;
    expect(planStart(seen(running(conf)), true).operations).toEqual(restarted.slice(1));
    expect(planStart(seen(stopped(conf)), true)).toEqual(planStart(seen(stopped(conf))));
  });
});

describe('delete', () => {
  it('works from any state', () => {
    expect(planLines(planDelete(anInput({ guests: [guest] })))).toEqual(['none']);
    expect(
      planDelete(seen(running(`${conf}lock: create\n`))).operations.map(({ id }) => id),
    ).toEqual(['unlock', 'stop', 'destroy']);
    expect(planDelete(seen(running(conf))).destroys).toBe(true);
    expect(planDelete(anInput({ guests: [guest] })).destroys).toBeUndefined();
  });

  it('frees the source that a killed clone left locked, also when nothing else is left', () => {
    const source = aGuest(900, { start_at_boot: false });
    const argv = ['pct', 'clone', '900', '950', '--full', '1', '--hostname', guest.name];
    const making = { stage: 'define', argv, source: 900 } as const;
    for (const [target, expected] of [
      [stopped('lock: create\n', { making }), ['unlock source', 'unlock', 'destroy']],
      [{ ...ABSENT, making }, ['unlock source']],
    ] as const) {
      const locked = stopped(confOf(source, 'lock: disk\n'), {
        lockLeftBy: { job: 'clone', to: 950 },
      });
      const input = anInput({ guests: [guest, source], observed: { 900: locked, 950: target } });
      expect(planDelete(input).operations.map(({ id }) => id)).toEqual(expected);
    }
  });

  it('respects protection and live jobs', () => {
    expect(planDelete(seen(stopped(`${conf}protection: 1\n`))).problems[0]?.message).toBe(
      'cannot delete 950: it is protected',
    );
    expect(
      planDelete(seen(stopped(`${conf}lock: backup\n`, { job: 'vzdump, pid 7' }))).problems,
    ).toMatchObject([
      {
        message: '950 is locked (backup) by a Proxmox job: vzdump, pid 7',
        hint: 'wait until it has ended, then type the same command again',
      },
    ]);
  });
});

describe('a lock that a killed command of ours left', () => {
  const declared = aGuest(950, { application_script: 'app.sh' });
  const left = (job: 'snapshot' | 'delsnapshot' | 'rollback', name: string) => ({
    lockLeftBy: { job, name },
  });

  it('of a snapshot: freed, what is left of it taken away, and taken again', () => {
    const cutOff = `${conf}lock: snapshot\n\n[pre-configured]\n${conf}snapstate: prepare\n`;
    const create = (text: string, seen = {}) =>
      planLines(
        planCreate(
          anInput({
            guests: [declared],
            observed: { 950: running(text, { memory: new Map(), ...seen }) },
            scripts: [`${BASE}/bin/app.sh`],
          }),
          false,
        ),
      );
    expect(create(cutOff, left('snapshot', 'pre-configured')).slice(0, 4)).toEqual([
      'change',
      'unlock: pct unlock 950',
      'delete snapshot pre-configured: pct delsnapshot 950 pre-configured --force 1',
      'snapshot pre-configured: pct snapshot 950 pre-configured',
    ]);
    expect(create(cutOff)).toEqual([
      'none',
      'x 950 is locked (snapshot), and no work of phoenix explains it',
    ]);
    // Unlocked by hand, it is no snapshot all the same.
    expect(create(cutOff.replace('lock: snapshot\n', ''))[1]).toBe(
      'delete snapshot pre-configured: pct delsnapshot 950 pre-configured --force 1',
    );
  });

  it('of a snapshot that is declared no more: what is left of it goes all the same', () => {
    const cutOff = `${conf}lock: snapshot\n\n[pre-configured]\n${conf}snapstate: prepare\n`;
    const observed = { 950: running(cutOff, left('snapshot', 'pre-configured')) };
    const plan = planCreate(anInput({ guests: [guest], observed }), false);
    expect(plan.operations.map(({ id }) => id)).toEqual([
      'unlock',
      'delete snapshot pre-configured',
    ]);
    const template = anInput({ guests: [aGuest(950, { is_template: true })], observed });
    expect(planCreate(template, false).problems[0]?.hint).toContain(
      'pct unlock 950 && pct delsnapshot 950 pre-configured --force 1',
    );
  });

  it('of the last snapshot of reconfigure: it is in the way of going back, and goes first', () => {
    const before = `\n[pre-configured]\n${conf}snaptime: 10\n`;
    const cutOff = `${conf}lock: snapshot\n${before}\n[final-form]\n${conf}snapstate: prepare\nsnaptime: 20\n`;
    const input = seen(running(cutOff, left('snapshot', 'final-form')), declared);
    expect(planLines(planReconfigure(input)).slice(0, 4)).toEqual([
      'change',
      'unlock: pct unlock 950',
      'delete snapshot final-form: pct delsnapshot 950 final-form --force 1',
      'rollback: pct rollback 950 pre-configured',
    ]);
  });

  it('of a way back: gone once more by whoever converges it, and no start before', () => {
    const cutOff = `${conf}lock: rollback\n\n[pre-configured]\n${conf}`;
    const input = seen(stopped(cutOff, left('rollback', 'pre-configured')), declared);
    const reconfigured = planReconfigure(input).operations;
    expect(reconfigured.slice(0, 2).map(({ id }) => id)).toEqual(['unlock', 'rollback']);
    expect(planCreate(input, false).operations).toEqual(reconfigured);
    expect(planCreate(input, true).operations).toEqual(reconfigured);
    expect(planStart(input).problems[0]?.message).toBe(
      'cannot start 950: its way back to snapshot pre-configured was cut off',
    );
  });

  it('reconfigure is refused where somebody else holds it', () => {
    const locked = seen(stopped(`${conf}lock: backup\n\n[pre-configured]\n${conf}`), declared);
    expect(planReconfigure(locked).problems[0]?.message).toBe(
      '950 is locked (backup), and no work of phoenix explains it',
    );
  });
});

it('nothing is done, or said to be done, with an id that a VM has', () => {
  const held = { ...ABSENT, idHolder: { word: 'VM' as const } };
  const input = anInput({ guests: [guest], observed: { 950: held } });
  const said = (plan: ReturnType<typeof planStart>) => planLines(plan);
  const refusal = (verb: string) => ['none', `x cannot ${verb} container 950: a VM has that id`];
  expect(said(planStart(input))).toEqual(refusal('start'));
  expect(said(planStop(input, false))).toEqual(refusal('stop'));
  expect(said(planRestart(input, false))).toEqual(refusal('restart'));
  expect(said(planReconfigure(input))).toEqual(refusal('reconfigure'));
  expect(said(planDelete(input))).toEqual(refusal('delete'));
  const away = { ...ABSENT, idHolder: { word: 'container' as const, node: 'pve2' } };
  const elsewhere = anInput({ guests: [guest], observed: { 950: away } });
  expect(said(planStop(elsewhere, false))).toEqual(['none']);
  expect(said(planDelete(elsewhere))).toEqual(['none']);
});

describe('reconfigure', () => {
  const declared = aGuest(950, { application_script: 'app.sh', memory_mb: 1024 });
  const memory = new Map([['application', '0'.repeat(32)]]);

  it('goes back to the snapshot, to the declared settings, and on from there', () => {
    const snapshots = `\n[pre-configured]\n${conf}\n[final-form]\nsnaptime: 2\n`;
    const plan = planReconfigure(seen(running(conf + snapshots, { memory }), declared));
    expect(plan.operations.map(({ id }) => id)).toEqual([
      'delete snapshot final-form',
      'rollback',
      'set',
      'start',
      'ready',
      'application directory',
      'push app.sh',
      'application',
      'snapshot final-form',
    ]);
  });

  it('sees to what a start needs as create does: the firewall, and what the host has to have', () => {
    const snapshots = `\n[pre-configured]\n${conf}`;
    const plan = (more: Parameters<typeof aGuest>[1], observed = {}) => {
      const planned = planReconfigure(
        seen(running(conf + snapshots, { memory, ...observed }), { ...declared, ...more }),
      );
      return [
        ...planned.problems.map(({ message }) => message),
        ...planned.operations.map(({ id }) => id),
      ];
    };
    const firewall = { enabled: true, rules: [] };
    expect(plan({ firewall }).slice(0, 4)).toEqual(['rollback', 'set', 'firewall', 'start']);
    expect(plan({ firewall }, { firewall: '[OPTIONS]\n\nenable: 1\n\n[RULES]\n' })).not.toContain(
      'firewall',
    );
    const id_maps = [{ type: 'both', container_id: 1000, host_id: 1000, size: 1 }] as const;
    expect(plan({ id_maps: [...id_maps] }).slice(0, 3)).toEqual([
      'ids /etc/subuid',
      'ids /etc/subgid',
      'rollback',
    ]);
    expect(plan({ gpu_assignment: [7] })[0]).toBe(
      'cannot give 950 its GPU: this host has no /dev/nvidia7',
    );
  });

  it('mounts again what is newer than the snapshot, and tells of what it does not', () => {
    const guest = {
      ...declared,
      volumes: [{ name: 'n', pool: 'data', size_gb: 1, mount_point: '/n' }],
    };
    const now = `${conf}mp0: data:subvol-950-disk-1,mp=/n,size=1G\nmp1: data:subvol-950-disk-2,mp=/o,size=1G\n`;
    const plan = planReconfigure(
      seen(running(`${now}\n[pre-configured]\n${conf}`, { memory }), guest),
    );
    expect(planLines(plan).find((line) => line.startsWith('set: '))).toBe(
      'set: pct set 950 --memory 1024 --mp0 data:subvol-950-disk-1,mp=/n',
    );
    expect(plan.operations.find(({ id }) => id === 'set')).not.toHaveProperty('allocates');
    expect(plan.notes).toEqual([
      'mp1 (data:subvol-950-disk-2) is newer than the snapshot and stays as an unused disk of 950',
    ]);
  });

  it('does again only what came after the snapshot', () => {
    const featured = aGuest(950, { ...declared, features: ['base_setup', 'docker'] });
    const input = anInput({ guests: [featured], scripts: [`${BASE}/bin/app.sh`] });
    const { first } = containerWays.steps(input);
    const remembered = new Map(first.map(({ record, hash }) => [record, hash]));
    const snapshots = `\n[pre-configured]\n${conf}\n[final-form]\nsnaptime: 2\n`;
    const ids = (more: ReadonlyMap<string, string>) =>
      planReconfigure(
        seen(running(conf + snapshots, { memory: new Map([...more, ...memory]) }), featured),
      ).operations.map(({ id }) => id);
    expect(ids(remembered)).toContain('application');
    expect(ids(remembered).filter((id) => id.startsWith('feature'))).toEqual([]);
    expect(ids(new Map()).filter((id) => id.startsWith('feature'))).toEqual([
      'feature base_setup',
      'feature docker',
    ]);
  });

  it('takes again the snapshot for clones as well, unless that is the older one', () => {
    const source = aGuest(950, {
      application_script: 'app.sh',
      template_snapshot_name: 'base',
      start_at_boot: true,
    });
    const ids = (base: number) => {
      const snapshots = `\n[pre-configured]\n${conf}snaptime: 5\n\n[base]\nsnaptime: ${base}\n`;
      const { operations } = planReconfigure(seen(running(conf + snapshots, { memory }), source));
      return operations.map(({ id }) => id).filter((id) => /snapshot|rollback/.test(id));
    };
    expect(ids(7)).toEqual([
      'delete snapshot base',
      'rollback',
      'snapshot final-form',
      'snapshot base',
    ]);
    expect(ids(5)).toEqual(ids(7));
    expect(ids(3)).toEqual(['rollback', 'snapshot final-form']);
    const same = aGuest(950, { ...source, template_snapshot_name: 'pre-configured' });
    const plan = planReconfigure(seen(running(`${conf}\n[pre-configured]\n${conf}`), same));
    expect(plan.operations[0]?.id).toBe('rollback');
  });

  it('refuses to lose a snapshot that somebody took since', () => {
    const snapshots = '\n[pre-configured]\nsnaptime: 1\n\n[mine]\nsnaptime: 3\n';
    expect(planReconfigure(seen(running(conf + snapshots), declared)).problems[0]).toMatchObject({
      message:
        'cannot reconfigure 950: snapshot mine is newer than pre-configured, and going back would lose it',
      hint: 'if it is not needed any more, type phoenix delsnapshot mine 950',
    });
  });

  it('cannot without the snapshot', () => {
    expect(planReconfigure(seen(running(conf), declared)).problems[0]?.message).toBe(
      'cannot reconfigure 950: it has no snapshot pre-configured',
    );
  });
});
