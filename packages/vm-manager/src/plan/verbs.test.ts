import { planLines, running } from '@phoenix/shared-runtime/testing';
import { describe, expect, it } from 'vitest';
import {
  anInput,
  aVm,
  confOf,
  planReconfigure,
  planRestart,
  planStart,
  planStop,
  stopped,
} from './fixtures.ts';

const READY = 'ready: vm-manager exec 8001 --agent-wait 900 -- sh -s -- 900';

const guest = aVm(8001, {
  features: ['docker'],
  snapshots: { pre_features: 'bare', post_features: 'done' },
});
const conf = confOf(guest);
const snapshots = (names: readonly string[]) =>
  names.map((name, at) => `\n[${name}]\n${conf}snaptime: ${at}\n`).join('');
const inputOf = (text: string, runs = true) =>
  anInput({ guests: [guest], observed: { 8001: runs ? running(text) : stopped(text) } });

describe('start', () => {
  it('starts what is stopped and waits for it; leaves alone what runs', () => {
    expect(planLines(planStart(inputOf(conf, false)))).toEqual([
      'change',
      'start: qm start 8001',
      READY,
    ]);
    expect(planLines(planStart(inputOf(conf)))).toEqual(['none']);
  });

  it('refuses a template, and what is not there', () => {
    const template = anInput({
      guests: [guest],
      observed: { 8001: stopped(confOf(guest, { template: '1' })) },
    });
    expect(planStart(template).problems[0]).toEqual({
      message: 'cannot start 8001: it is a template',
      hint: 'clone a VM from it (clone_from_vmid) and start that',
      exit: 1,
    });
    expect(planStart(anInput({ guests: [guest] })).problems[0]?.message).toBe(
      'cannot start 8001: there is no VM 8001',
    );
  });
});

describe('stop and restart', () => {
  it('are an orderly shutdown, with the declared patience', () => {
    const patient = { ...guest, timeouts: { stop: 300 } };
    expect(planLines(planStop({ ...inputOf(conf), guest: patient }, false))).toEqual([
      'change',
      'stop: qm shutdown 8001 --timeout 300',
    ]);
    expect(planLines(planStop(inputOf(conf, false), false))).toEqual(['none']);
    expect(planLines(planRestart(inputOf(conf), true))).toEqual([
      'change',
      'stop: qm shutdown 8001 --timeout 60 --forceStop 1',
      'start: qm start 8001',
      READY,
    ]);
  });
});

describe('reconfigure', () => {
  it('goes back to the snapshot before the features, and does again what follows', () => {
    expect(planLines(planReconfigure(inputOf(conf + snapshots(['bare', 'done']))))).toEqual([
      'change',
      'delete snapshot done: qm delsnapshot 8001 done',
      'rollback: qm rollback 8001 bare',
      'start: qm start 8001',
      READY,
      expect.stringMatching(/^feature docker \[run\]: vm-manager exec 8001 /),
      'snapshot done: qm snapshot 8001 done',
    ]);
  });

  it('without that snapshot says how to come to one', () => {
    expect(planReconfigure(inputOf(conf)).problems[0]).toEqual({
      message: 'cannot reconfigure 8001: it has no snapshot bare',
      hint: 'with snapshots.pre_features declared, phoenix create takes one before it installs features, where the storage allows it; phoenix plan 8001 tells',
      exit: 1,
    });
  });
});
