import { PhoenixError } from '@phoenix/shared-runtime';
import { describe, expect, it } from 'vitest';
import { pickGuests, pickRun } from './pick-run.ts';

const IDS = ['20260102T110000-8', '20260101T120000-10', '20260101T120000-1', '20260101T110000-9'];
const NAMES = new Map([
  [920, 'base'],
  [950, 'vllm'],
]);

/** What an attempt answers, or says. */
function said(attempt: () => string): string {
  try {
    return attempt();
  } catch (error) {
    if (!(error instanceof PhoenixError)) throw error;
    return `${error.exit} ${error.message} | ${error.hint}`;
  }
}

describe('the first word', () => {
  const _ = (line: string, expected: string, ids = IDS) => {
    const words = line === '' ? [] : line.split(' ');
    it(line || 'none', () => {
      const picked = said(() => {
        const { run, guests } = pickRun(words, ids);
        return [run, ...guests].join(' ');
      });
      expect(picked).toBe(expected);
    });
  };
  _('', '20260102T110000-8');
  _('last', '20260102T110000-8');
  _('last 950 vllm', '20260102T110000-8 950 vllm');
  _('950', '20260102T110000-8 950');
  _('vllm', '20260102T110000-8 vllm');
  _('2026', '20260102T110000-8 2026');
  _('99999999', '20260102T110000-8 99999999');
  _('20260102', '20260102T110000-8');
  _('20260102T 950', '20260102T110000-8 950');
  _('20260101T11', '20260101T110000-9');
  _('20260101T120000-1', '20260101T120000-1');
  _('20260101T120000-10', '20260101T120000-10');
  _(
    '20260101',
    '64 3 runs begin with 20260101: 20260101T120000-10, 20260101T120000-1, 20260101T110000-9 | type more of the id; phoenix runs lists them',
  );
  _(
    '20260101T13',
    '66 there is no run 20260101T13; the nearest are 20260101T120000-10, 20260101T120000-1, 20260101T110000-9 | phoenix runs lists them',
  );
  _(
    '20260101-77',
    '66 there is no run 20260101-77; the nearest are 20260101T120000-10, 20260101T120000-1, 20260101T110000-9 | phoenix runs lists them',
  );
  it('where there are no runs', () => {
    expect(pickRun([], [])).toEqual({ run: undefined, guests: [] });
    expect(said(() => `${pickRun(['20260101T'], []).run}`)).toBe(
      '66 there is no run 20260101T; none is kept here | phoenix runs lists them',
    );
  });
});

describe('guests', () => {
  const _ = (line: string, expected: string) =>
    it(line, () => {
      expect(said(() => [...pickGuests(line.split(' '), NAMES)].join(' '))).toBe(expected);
    });
  _('950', '950');
  _('vllm 920 950', '950 920');
  _('7777', '7777');
  _(
    'vlm',
    '66 "vlm" is no run, no guest and no setup step of it | did you mean vllm? phoenix runs lists the runs',
  );
  _(
    'lats',
    '66 "lats" is no run, no guest and no setup step of it | did you mean last? phoenix runs lists the runs',
  );
  _(
    'frobnicate',
    '66 "frobnicate" is no run, no guest and no setup step of it | guests are named by id or name; phoenix runs lists the runs',
  );
});
