import { EXIT, PhoenixError } from '@phoenix/shared-runtime';
import { fakeHost } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import { unfinished } from './unfinished.ts';

const RUNS = '/var/log/phoenix/runs';

/** Runs, oldest first, a minute apart: their words, how they ended (undefined: not), whom they stopped. */
function history(...runs: readonly [line: string, exit?: number, stopped?: number][]) {
  const files = runs.flatMap(([line, exit, stopped], at): [string, string][] => {
    const path = `${RUNS}/20260101T110${at}00-7`;
    const since = new Date(at * 60_000).toISOString();
    const argv = line.split(' ');
    const record = { program: 'phoenix', argv, command: line, pid: 7, born: 1, since };
    const stop = { type: 'operation-start', time: 1, guest: stopped, operation: 'stop', cause: '' };
    const end = { time: 1, exit, seconds: 1, counts: {} };
    return [
      [`${path}/run.json`, JSON.stringify(record)],
      ...(stopped === undefined
        ? []
        : [[`${path}/events.jsonl`, `${JSON.stringify(stop)}\n`] satisfies [string, string]]),
      ...(exit === undefined
        ? []
        : [[`${path}/end.json`, JSON.stringify(end)] satisfies [string, string]]),
    ];
  });
  return fakeHost({ files: Object.fromEntries(files) });
}

it('is what runs of that verb and name left since the last that went well', () => {
  const host = history(
    ['rollback before all', undefined, 900],
    ['rollback before all', 0],
    ['rollback before all --yes', 1, 950],
    ['snapshot before all'],
    ['--yes rollback before 953', undefined, 953],
    ['rollback other all', 0],
  );
  expect(unfinished('rollback', 'before', host)).toEqual({
    since: 120,
    stopped: new Set([953, 950]),
  });
  expect(unfinished('snapshot', 'before', host)).toEqual({ since: 180, stopped: new Set() });
  expect(unfinished('rollback', 'other', host)).toBeUndefined();
  expect(unfinished('snapshot', 'never', host)).toBeUndefined();
});

it('is what a later run of fewer guests has not done', () => {
  const host = history(
    ['rollback before 902,920,921', undefined, 902],
    ['rollback before 920', 0, 920],
    ['rollback before 950', undefined, 950],
    ['rollback before 950 953', 0, 950],
  );
  expect(unfinished('rollback', 'before', host)).toEqual({ since: 0, stopped: new Set([902]) });
});

it('is nothing to who may not read the history', () => {
  const list = () => {
    throw new PhoenixError('not for you', { exit: EXIT.notPermitted });
  };
  expect(unfinished('snapshot', 'before', { ...fakeHost(), list })).toBeUndefined();
});
