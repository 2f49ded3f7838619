import type { GuestInRun, RunDetail } from '@phoenix/shared-runtime';
import { fakeHost } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import { tailsOf } from './tails.ts';

const DIRECTORY = '/var/log/phoenix/runs/20260102T110000-77';
const failed = (id: number): GuestInRun => ({ id, state: 'failed' });

function tails(logs: Readonly<Record<string, string>>, guests: readonly GuestInRun[]) {
  const files = Object.entries(logs).map(([name, text]) => [`${DIRECTORY}/${name}`, text]);
  const host = fakeHost({ files: Object.fromEntries(files) });
  return tailsOf({ id: '20260102T110000-77', guests } as unknown as RunDetail, host);
}

it('are the last lines of the last log, from the beginning of a line', () => {
  const lines = Array.from({ length: 100 }, (_, at) => `line ${at}`);
  const wide = Array.from({ length: 100 }, (_, at) => `${at} ${'x'.repeat(997)}`);
  const all = tails(
    {
      '001-900-create.log': 'earlier',
      '002-900-start.log': `${lines.join('\n')}\n`,
      '003-901-start.log': `${wide.join('\n')}\n`,
      '004-902-start.log': '\n',
      '005-903-start.log': 'all is well',
    },
    [failed(900), failed(901), failed(902), { id: 903, state: 'done' }],
  );
  expect([...all.keys()]).toEqual([900, 901]);
  expect(all.get(900)).toEqual({
    path: `${DIRECTORY}/002-900-start.log`,
    text: lines.slice(60).join('\n'),
    cut: true,
  });
  const told = all.get(901)?.text.split('\n') ?? [];
  expect(told.at(0)).toMatch(/^9\d x+$/);
  expect(told.at(-1)).toMatch(/^99 x+$/);
  expect(told.length).toBeLessThan(10);
});

it('of very many guests are those of the first fifty', () => {
  const ids = Array.from({ length: 60 }, (_, at) => 1000 + at);
  const logs = Object.fromEntries(ids.map((id) => [`001-${id}-start.log`, 'no']));
  expect(tails(logs, ids.map(failed)).size).toBe(50);
});
