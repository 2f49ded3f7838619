import { parseConf } from '@phoenix/shared-runtime/pve';
import { fakeHost } from '@phoenix/shared-runtime/testing';
import { expect, test } from 'vitest';
import { aVm, confOf } from '../plan/fixtures.ts';
import { readMemory } from './memory.ts';

const guest = aVm(8001, { features: ['docker'] });
const HASH = '0123456789abcdef0123456789abcdef';

/** What the VM remembers when its agent answers so, and how many commands that took. */
async function told(answer: string | { exit: number }, running = true, of = guest, extra = {}) {
  const host = fakeHost().on('qm guest exec 8001', answer);
  const memory = await readMemory(host, {}, of, parseConf(confOf(of, extra)), running);
  return { memory: memory && [...memory], asked: host.calls.length };
}

test('one command tells all records', async () => {
  const records = `feature.docker ${HASH} 2026-11-23T12:00:00Z\nvolumes no hash\n`;
  const answer = JSON.stringify({ exitcode: 0, exited: 1, 'out-data': records, 'err-data': 'x' });
  expect(await told(answer)).toEqual({ memory: [['feature.docker', HASH]], asked: 1 });
  expect(await told('{"exitcode":0,"exited":1}')).toEqual({ memory: [], asked: 1 });
});

test('no answer is not the same as no memory', async () => {
  for (const answer of [{ exit: 255 }, '{"pid":7}', 'words', '{"exitcode":1,"exited":1}'])
    expect((await told(answer)).memory).toBeUndefined();
});

test('a VM is asked only when it can answer and has something to tell', async () => {
  expect(await told('', false)).toEqual({ memory: undefined, asked: 0 });
  expect(await told('', true, guest, { agent: '0' })).toEqual({ memory: undefined, asked: 0 });
  expect(await told('', true, aVm(8001))).toEqual({ memory: [], asked: 0 });
});
