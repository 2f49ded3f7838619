import type { LxcGuest } from '@phoenix/shared-config';
import type { Observed } from '@phoenix/shared-runtime/guests';
import { foresee } from '@phoenix/shared-runtime/guests';
import { BASE, planLines, running, stopped } from '@phoenix/shared-runtime/testing';
import { describe, expect, it } from 'vitest';
import {
  aClone,
  aGuest,
  anInput,
  confOf,
  planCreate,
  planReconfigure,
  planRollback,
  planSnapshot,
  planStart,
} from './fixtures.ts';

const guest = aGuest(950);
const conf = confOf(guest);
const seen = (observed: Observed, of: LxcGuest = guest) =>
  anInput({ guests: [of], observed: { 950: observed }, scripts: [`${BASE}/bin/app.sh`] });
const created = (observed: Observed, of?: LxcGuest, bring = false) =>
  planLines(planCreate(seen(observed, of), bring));
const cut = (job: 'snapshot' | 'delsnapshot' | 'rollback', name: string) => ({
  lockLeftBy: { job, name },
});
const whole = (name: string, time = 1) => `\n[${name}]\n${conf}snaptime: ${time}\n`;
const begun = (name: string) => `\n[${name}]\nsnapstate: prepare\n`;

describe('what a snapshot that was cut off has left', () => {
  it('goes, also when it is declared no more', () => {
    const observed = running(`${conf}lock: snapshot\n${begun('a')}`, cut('snapshot', 'a'));
    expect(created(observed)).toEqual([
      'change',
      'unlock: pct unlock 950',
      'delete snapshot a: pct delsnapshot 950 a --force 1',
    ]);
  });

  it('is nothing where the deletion had come to its end', () => {
    const observed = running(`${conf}lock: snapshot-delete\n`, cut('delsnapshot', 'a'));
    expect(created(observed)).toEqual(['change', 'unlock: pct unlock 950']);
  });

  it('goes once where it is taken again', () => {
    const of = aGuest(950, { application_script: 'app.sh' });
    const left = `${conf}lock: snapshot\n${begun('pre-configured')}`;
    const lines = created(running(left, cut('snapshot', 'pre-configured')), of);
    expect(lines.filter((line) => line.includes('snapshot pre-configured'))).toEqual([
      'delete snapshot pre-configured: pct delsnapshot 950 pre-configured --force 1',
      'snapshot pre-configured: pct snapshot 950 pre-configured',
    ]);
  });

  it('goes before a rollback', () => {
    const left = `${conf}lock: snapshot\n${whole('a')}${begun('b')}`;
    expect(planLines(planRollback(seen(stopped(left, cut('snapshot', 'b'))), 'a'))).toEqual([
      'change',
      'unlock: pct unlock 950',
      'delete snapshot b: pct delsnapshot 950 b --force 1',
      'rollback: pct rollback 950 a',
    ]);
  });
});

describe('the snapshot of a change that was cut off', () => {
  const undo = whole('phoenix-undo');

  it('goes first, and the guest is planned as if there were none', () => {
    expect(created(running(`${conf}${undo}`))).toEqual([
      'change',
      'delete left phoenix-undo: pct delsnapshot 950 phoenix-undo',
    ]);
    expect(created(running(`${conf}${begun('phoenix-undo')}`))).toEqual([
      'change',
      'delete left phoenix-undo: pct delsnapshot 950 phoenix-undo --force 1',
    ]);
  });

  it('is gone back to where the way back was cut off', () => {
    const left = `${conf.replace('memory: 512', 'memory: 1024')}lock: rollback\n${undo}${begun('b')}`;
    const observed = running(left, {
      ...cut('rollback', 'phoenix-undo'),
      making: { stage: 'start', argv: [] },
    });
    expect(created(observed)).toEqual([
      'change',
      'unlock: pct unlock 950',
      'delete snapshot b: pct delsnapshot 950 b --force 1',
      'rollback: pct rollback 950 phoenix-undo',
      'delete left phoenix-undo: pct delsnapshot 950 phoenix-undo',
      'start: pct start 950',
      'ready: pct exec 950 -- sh -s -- 120',
    ]);
  });

  it('is not gone back to by one that goes back elsewhere', () => {
    const left = `${conf}lock: rollback\n${undo}${whole('pre-configured', 0)}`;
    const observed = stopped(left, cut('rollback', 'pre-configured'));
    expect(created(observed).slice(1, 4)).toEqual([
      'unlock: pct unlock 950',
      'delete left phoenix-undo: pct delsnapshot 950 phoenix-undo',
      'rollback: pct rollback 950 pre-configured',
    ]);
  });

  it('stays where nothing can be done', () => {
    const of = aGuest(950, { gpu_assignment: [7] });
    expect(created(running(`${conf}${undo}`), of).filter((line) => !line.startsWith('x'))).toEqual([
      'none',
    ]);
  });

  it('is in nobody`s way when a person goes back, or takes one', () => {
    expect(planLines(planRollback(seen(stopped(`${conf}${whole('a')}${undo}`)), 'a'))).toEqual([
      'change',
      'delete left phoenix-undo: pct delsnapshot 950 phoenix-undo',
      'rollback: pct rollback 950 a',
    ]);
    expect(planLines(planSnapshot(seen(running(`${conf}${undo}`)), { name: 'b' }))[1]).toBe(
      'snapshot b: pct snapshot 950 b --description phoenix snapshot',
    );
  });
});

describe('a start that was not awaited', () => {
  const making = { making: { stage: 'start', argv: [] } } as const;
  const awaited = ['change', 'ready: pct exec 950 -- sh -s -- 120'];

  it.each<[string, () => string[], string[]]>([
    ['start', () => planLines(planStart(seen(running(conf, making)))), awaited],
    ['create', () => created(running(conf, making)), awaited],
    ['bring', () => created(running(conf, making), guest, true), awaited],
    ['bring one that is up', () => created(running(conf), guest, true), ['none']],
  ])('%s', (_, lines, expected) => expect(lines()).toEqual(expected));

  it('of a template that is finished is awaited by who wants it up', () => {
    const of = aGuest(950, { template_snapshot_name: 'base', start_at_boot: false });
    const text = `${conf.replace('onboot: 1', 'onboot: 0')}${whole('base')}`;
    expect(planLines(planStart(seen(running(text, making), of)))).toEqual(awaited);
    expect(created(running(text, making), of)).toEqual(['none']);
  });
});

describe('bring', () => {
  it.each<[string, Observed, Partial<LxcGuest>, string[]]>([
    ['changes nothing', stopped(conf), { memory_mb: 9 }, ['start', 'ready']],
    [
      'goes on with a creation',
      stopped(conf, { making: { stage: 'provision', argv: [] } }),
      { memory_mb: 9 },
      ['set', 'start', 'ready'],
    ],
    [
      'takes the snapshot that clones need',
      stopped(conf),
      { template_snapshot_name: 'base' },
      ['start', 'ready', 'snapshot base'],
    ],
    [
      'but not where it cannot be had',
      stopped(`${conf}mp0: /a,mp=/a\n`),
      { template_snapshot_name: 'base' },
      ['start', 'ready'],
    ],
    ['starts no template', stopped(`${conf}template: 1\n`), {}, []],
  ])('%s', (_, observed, overrides, ids) => {
    const plan = planCreate(seen(observed, aGuest(950, overrides)), true);
    expect(plan.operations.map(({ id }) => id)).toEqual(ids);
  });
});

describe('the source of a clone', () => {
  const clone = aClone(951, 950);
  const problems = (source: Observed) =>
    planCreate(
      anInput({ guests: [clone, guest], observed: { 950: source }, planned: [951] }),
      false,
    ).problems.map(({ message }) => message);

  it.each<[string, Observed]>([
    ['a job that is alive', stopped(`${conf}lock: disk\n`, { job: 'vzclone, pid 7' })],
    ['what was killed', stopped(`${conf}lock: disk\n`, { lockLeftBy: { job: 'clone', to: 952 } })],
    [
      'a creation that goes on',
      stopped(`${conf}lock: x\n`, { making: { stage: 'provision', argv: [] } }),
    ],
  ])('may be locked by %s', (_, source) => expect(problems(source)).toEqual([]));

  it('may not be by a start of ours', () => {
    const source = stopped(`${conf}lock: x\n`, { making: { stage: 'start', argv: [] } });
    expect(problems(source)).toHaveLength(1);
  });

  it('and the source of that are made before', () => {
    const guests = [aClone(952, 951), clone, guest];
    const [first] = planCreate(anInput({ guests }), false).operations;
    expect(first).toMatchObject({ run: expect.arrayContaining(['951', '952']) });
    const lost = anInput({ guests, planned: [951, 952] });
    expect(planCreate(lost, false).problems[0]?.message).toBe(
      'cannot clone 952 from 951: 951 does not exist',
    );
  });
});

it('reconfigure keeps what is remembered from before the snapshot', () => {
  const of = aGuest(950, { features: ['docker'], application_script: 'app.sh' });
  const memory = new Map([
    ['feature.docker', 'other'],
    ['application', 'other'],
  ]);
  const { operations } = planReconfigure(
    seen(running(`${conf}${whole('pre-configured')}`, { memory }), of),
  );
  expect(operations.map(({ id }) => id)).toEqual([
    'rollback',
    'start',
    'ready',
    'feature docker',
    'application directory',
    'push app.sh',
    'application',
    'snapshot final-form',
  ]);
});

describe('the host after a plan', () => {
  it('has the files and directories that it writes, and guests without their locks', () => {
    const source = running(`${conf}lock: disk\nodd line\n`, {
      lockLeftBy: { job: 'clone', to: 951 },
    });
    const of = aClone(951, 950, {
      mount_points: [{ host_path: '/srv/a', container_path: '/a' }],
      id_maps: [{ type: 'u', container_id: 1, host_id: 1, size: 1 }],
    });
    const input = anInput({
      guests: [of, guest],
      observed: { 950: { ...source, running: false } },
    });
    const after = foresee(input.world, planCreate(input, false));
    expect(after.facts.paths.get('/srv/a')).toEqual({
      ...{ kind: 'directory', uid: 0, gid: 0, mode: 0, size: 0 },
    });
    expect(after.facts.texts.get('/etc/subuid')).toBe('root:1:1\n');
    const freed = after.guests.get(950);
    expect(freed).not.toHaveProperty('lockLeftBy');
    expect(freed?.conf?.main.keys.has('lock')).toBe(false);
    expect(freed?.conf?.dropped).toEqual([]);
    expect(after.guests.get(951)).toBe(input.world.guests.get(951));
  });

  it('keeps what it knew of a path', () => {
    const of = aGuest(950, { template: '/var/lib/vz/template/cache/other.tar.zst' });
    const input = anInput({ guests: [of] });
    const after = foresee(input.world, planCreate(input, false));
    expect(after.facts.paths.get('/var/lib/vz/template/cache/other.tar.zst')?.kind).toBe('file');
    expect(after.facts.paths.get('/sys/class/net/vmbr0')).toBe(
      input.world.facts.paths.get('/sys/class/net/vmbr0'),
    );
  });
});

describe('after a plan that frees nobody', () => {
  const locked = running(`${conf}lock: disk\n`, { lockLeftBy: { job: 'clone', to: 951 } });
  const after = (observed: Observed, ...run: [string, ...string[]]) => {
    const { world } = seen(observed);
    const operation = { id: 'x', cause: '', run, effect: 'change', deadline: 1 } as const;
    const plan = { ...planCreate(seen(observed), false), operations: [operation] };
    return foresee(world, plan).guests.get(950);
  };

  it.each<[string, Observed, [string, ...string[]]]>([
    ['another command', locked, ['pct', 'start', '950']],
    ['another guest', locked, ['pct', 'unlock', '951']],
    ['a lock of somebody else', running(`${conf}lock: backup\n`), ['pct', 'unlock', '950']],
    ['no guest', { running: false, lockLeftBy: { job: 'clone', to: 1 } }, ['pct', 'unlock', '950']],
  ])('%s: the lock is as it was', (_, observed, run) => {
    expect(after(observed, ...run)?.conf?.main).toEqual(observed.conf?.main);
    expect(after(observed, ...run)?.lockLeftBy).toEqual(observed.lockLeftBy);
  });
});

it('reconfigure runs the application again, whatever the guest remembers of it', () => {
  const of = aGuest(950, { application_script: 'app.sh' });
  const hash = planCreate(seen({ running: false }, of), false).operations.find(
    ({ id }) => id === 'application',
  )?.guard?.hash;
  const memory = new Map([['application', hash ?? '']]);
  const observed = running(`${conf}${whole('pre-configured')}`, { memory });
  expect(planReconfigure(seen(observed, of)).operations.map(({ id }) => id)).toContain(
    'application',
  );
});

it('beside the snapshot of a change another one was cut off', () => {
  const left = `${conf}lock: snapshot\n${whole('phoenix-undo')}${begun('b')}`;
  expect(created(running(left, cut('snapshot', 'b'))).slice(1)).toEqual([
    'unlock: pct unlock 950',
    'delete left phoenix-undo: pct delsnapshot 950 phoenix-undo',
    'delete snapshot b: pct delsnapshot 950 b --force 1',
  ]);
});

it('a clone of one that will have no snapshot starts from the guest itself', () => {
  const source = aGuest(950, {
    template_snapshot_name: 'base',
    start_at_boot: false,
    volumes: [{ name: 'a', pool: 'plain', size_gb: 1, mount_point: '/a' }],
  });
  const input = anInput({ guests: [aClone(951, 950), source] });
  const [first] = planCreate(input, false).operations;
  expect(first && 'run' in first ? first.run : []).not.toContain('--snapname');
});
