import type { Making } from '@phoenix/shared-runtime/guests';
import { running } from '@phoenix/shared-runtime/testing';
import { describe, expect, it } from 'vitest';
import {
  aClone,
  anInput,
  argvOf,
  aVm,
  confOf,
  create,
  idsOf,
  lines,
  planCreate,
  stopped,
  TEMPLATE,
  TEMPLATE_CONF,
} from './fixtures.ts';

describe('a killed creation', () => {
  const guest = aVm(8001);
  const argv = argvOf(guest, 'create');
  const making = (of: Partial<Making> = {}): Making => ({
    stage: 'define',
    argv,
    ...of,
  });
  const after = (conf: string, made = making()) =>
    idsOf(guest, { observed: { 8001: stopped(conf, { making: made }) } });

  it('by import is undone and done again', () => {
    expect(after('lock: create\n').slice(0, 4)).toEqual([
      ...['unlock', 'destroy', 'create', 'resize scsi0'],
    ]);
  });

  it('by clone is undone, although it has no lock on its source', () => {
    const clone = aClone(8001, 8000);
    const conf = '# qmclone temporary file\nlock: clone\n';
    const observed = {
      8000: stopped(TEMPLATE_CONF),
      8001: stopped(conf, {
        making: {
          stage: 'define',
          source: 8000,
          argv: ['qm', 'clone', '8000', '8001', '--name', 'vm-8001'],
        },
      }),
    };
    const plan = planCreate(anInput({ guests: [clone, TEMPLATE], observed }), false);
    expect(plan.operations.slice(0, 3).map(({ id }) => id)).toEqual(['unlock', 'destroy', 'clone']);
  });

  it('that came to its end goes on from there', () => {
    const conf = confOf(guest, { scsi0: 'guests:vm-8001-disk-0,discard=on,size=3584M' });
    expect(after(conf)).toEqual(['resize scsi0', 'start', 'ready']);
  });

  it('whose start was not awaited is ready before anything is asked of it', () => {
    const made = making({ stage: 'provision' });
    const conf = confOf(guest);
    expect(idsOf(guest, { observed: { 8001: running(conf, { making: made }) } })).toEqual([
      'ready',
    ]);
    const busy = aVm(8001, { features: ['docker'] });
    const { memory: _unreadable, ...silent } = running(confOf(busy));
    expect(idsOf(busy, { observed: { 8001: silent } })).toEqual(['ready', 'feature docker']);
  });

  it('of somebody else is left alone', () => {
    const plan = create(guest, { observed: { 8001: stopped('lock: clone\n') } });
    expect(plan.problems[0]?.message).toBe(
      '8001 is locked (clone), and no work of phoenix explains it',
    );
  });
});

describe('bring', () => {
  it('starts what is stopped, and never a template', () => {
    const guest = aVm(8001, { cores: 9 });
    const other = stopped(confOf(aVm(8001)));
    expect(lines(guest, { observed: { 8001: other } }, true)).toEqual([
      'change',
      'start: qm start 8001',
      'ready: vm-manager exec 8001 --agent-wait 900 -- sh -s -- 900',
    ]);
    expect(lines(TEMPLATE, { observed: { 8000: stopped(TEMPLATE_CONF) } }, true)).toEqual(['none']);
  });
});
