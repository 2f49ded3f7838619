import { type Making, type Observed, sourceState } from '@phoenix/shared-runtime/guests';
import { running, stopped } from '@phoenix/shared-runtime/testing';
import { describe, expect, it } from 'vitest';
import { aClone, aGuest, anInput, confOf, planCreate, TEMPLATE } from './fixtures.ts';
import { containerWays } from './ways.ts';

describe('a creation that was killed', () => {
  const guest = aGuest(950);
  const argv = [
    'pct',
    'create',
    '950',
    TEMPLATE,
    '--rootfs',
    'guests:8',
    '--swap',
    '512',
    '--memory',
    '512',
  ];
  const making = { stage: 'define', argv } as const;

  it('is undone with its volumes and made again when it left a lock', () => {
    const conf = 'arch: amd64\nlock: create\n';
    const input = anInput({ guests: [guest], observed: { 950: stopped(conf, { making }) } });
    expect(planCreate(input, false).operations.map(({ id }) => id)).toEqual([
      'unlock',
      'destroy',
      'create',
      'start',
      'ready',
    ]);
  });

  it('is told as what it is: what goes on with it is no boot of a finished guest', () => {
    const plan = (observed: ReturnType<typeof stopped>) =>
      planCreate(anInput({ guests: [guest], observed: { 950: observed } }), false);
    expect(plan(stopped('arch: amd64\nlock: create\n', { making })).action).toBe('create');
    const late = { making: { ...making, stage: 'provision' } } as const;
    expect(plan(stopped(confOf(guest), late))).toMatchObject({ action: 'change', resumes: true });
    expect(plan(stopped(confOf(guest))).resumes).toBeUndefined();
  });

  it('is recognised without a lock by the settings that are missing', () => {
    const conf =
      'arch: amd64\nhostname: guest-950\nmemory: 512\nrootfs: guests:subvol-950-disk-0,size=8G\n';
    const input = anInput({ guests: [guest], observed: { 950: stopped(conf, { making }) } });
    expect(planCreate(input, false).operations.map(({ id }) => id)).toEqual([
      'destroy',
      'create',
      'start',
      'ready',
    ]);
  });

  it.each<[string, Partial<Making>]>([
    ['and says so', { ended: true }],
    ['as far as can be told', {}],
  ])('is kept when Proxmox finished the job after all, %s', (_, more) => {
    const observed = stopped(confOf(guest), { making: { ...making, ...more } });
    const input = anInput({ guests: [guest], observed: { 950: observed } });
    expect(planCreate(input, false).operations.map(({ id }) => id)).toEqual(['start', 'ready']);
  });

  it('is recognised when it has every setting and Proxmox did not come to the end', () => {
    const observed = stopped(confOf(guest), { making: { ...making, ended: false } });
    const input = anInput({ guests: [guest], observed: { 950: observed } });
    expect(planCreate(input, false).operations.map(({ id }) => id)).toEqual([
      'destroy',
      'create',
      'start',
      'ready',
    ]);
  });

  it.each([
    ['made since', confOf({ ...guest, memory_mb: 4096 }), ['set', 'start', 'ready']],
    ['with a snapshot', `${confOf(guest)}\n[mine]\nmemory: 512\n`, ['start', 'ready']],
    ['that is being made', 'lock: create\nmemory: 4096\n', []],
  ])('is no container of somebody else %s: nothing is destroyed', (_, conf, expected) => {
    const observed = stopped(conf, { making: { ...making, ended: false } });
    const input = anInput({ guests: [guest], observed: { 950: observed } });
    expect(planCreate(input, false).operations.map(({ id }) => id)).toEqual(expected);
  });

  it('is not cloned, unless it is made again before', () => {
    const clone = aClone(951, 950);
    const observed = { 950: stopped('lock: create\n', { making }) };
    const problems = (planned: number[]) =>
      planCreate(anInput({ guests: [clone, guest], observed, planned }), false).problems;
    expect(problems([951])).toEqual([
      {
        message: 'cannot clone 951 from 950: 950 is half-made',
        hint: 'type phoenix create 950, which makes it again',
      },
    ]);
    expect(problems([950, 951])).toEqual([]);
  });

  it('is cloned as it is made again, and not as it is now', () => {
    const guests = [aClone(951, 950), guest];
    const limit = (conf: string, more: Partial<Observed> = {}) => {
      const input = anInput({ guests, observed: { 950: stopped(conf, more) } });
      return sourceState(input, containerWays, 950)?.conf.keys.get('cpulimit');
    };
    expect(limit('lock: create\ncpulimit: 3\n', { making })).toBeUndefined();
    expect(limit(confOf(guest, 'cpulimit: 3\n'))).toBe('3');
  });

  it('frees the source that a killed clone left locked', () => {
    const source = aGuest(900, { start_at_boot: false });
    const clone = aClone(950, 900);
    const input = anInput({
      guests: [clone, source],
      observed: {
        900: stopped(confOf(source, 'lock: disk\n'), { lockLeftBy: { job: 'clone', to: 950 } }),
        950: stopped('lock: create\nhostname: guest-950\n', {
          making: { stage: 'define', argv: ['pct', 'clone', '900', '950'], source: 900 },
        }),
      },
    });
    expect(
      planCreate(input, false)
        .operations.map(({ id }) => id)
        .slice(0, 4),
    ).toEqual(['unlock source', 'unlock', 'destroy', 'clone']);
  });

  it('leaves a source that others are cloned from as well, and that of nobody who is there', () => {
    const source = aGuest(900, { start_at_boot: false });
    const clone = aClone(951, 900);
    const locked = stopped(confOf(source, 'lock: disk\n'), {
      lockLeftBy: { job: 'clone', to: 950 },
    });
    const ids = (observed: Record<number, typeof locked>) =>
      planCreate(anInput({ guests: [clone, source], observed }), false).operations.map(
        ({ id }) => id,
      );
    expect(ids({ 900: locked }).slice(0, 2)).toEqual(['unlock source', 'clone']);
    expect(ids({ 900: locked, 951: running(confOf(clone)) })).toEqual([]);
  });
});
