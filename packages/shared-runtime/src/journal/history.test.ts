import { describe, expect, test } from 'vitest';
import type { JournalEvent } from '../events.ts';
import { fakeHost } from '../host/fake-host.ts';
import { openJournal } from './journal.ts';
import { readRun, readRunLogs, readRunSummary, runIds } from './read-runs.ts';
import { RUNS_DIRECTORY } from './runs.ts';

const ID = '20260101T110000-77';
const START = Date.UTC(2026, 0, 1, 11);
const STAT = `77 (phoenix) S ${Array(18).fill('0').join(' ')} 99 0 0\n`;
const RECORD = JSON.stringify({
  program: 'phoenix',
  argv: ['create', '950'],
  command: 'phoenix create 950',
  pid: 77,
  born: 99,
  since: new Date(START).toISOString(),
});

/** Events a second apart, as the journal writes them. */
function lines(events: readonly JournalEvent[]): string {
  return events
    .map((event, at) => `${JSON.stringify({ time: START + at * 1000, ...event })}\n`)
    .join('');
}

/** A host with one run of these files, whose process lives or not. */
function hostWith(files: Readonly<Record<string, string>>, { alive = false } = {}) {
  const entries = Object.entries(files).map(([name, text]) => [
    name.startsWith('/') ? name : `${RUNS_DIRECTORY}/${ID}/${name}`,
    text,
  ]);
  const host = fakeHost({ files: Object.fromEntries(entries) });
  if (alive) host.files.set('/proc/77/stat', STAT);
  return host;
}

const STORY: readonly JournalEvent[] = [
  {
    type: 'run-guests',
    guests: [
      { id: 920, kind: 'lxc', name: 'base', verb: 'create' },
      { id: 950, kind: 'lxc', name: 'vllm', verb: 'create' },
      { id: 8001, kind: 'vm', name: 'docker', verb: 'create' },
    ],
  },
  { type: 'begin', guest: 920, verb: 'create' },
  { type: 'guest-result', guest: 920, outcome: 'created', seconds: 1 },
  { type: 'begin', guest: 950, verb: 'create' },
  { type: 'operation-start', guest: 950, operation: 'clone', cause: 'cloned from 920' },
  { type: 'wait', guest: 950, waitsFor: 'clone', elapsed: 0 },
];

describe('a run by itself', () => {
  test('says who it is, and how it ended', () => {
    const host = fakeHost({ files: { [`/proc/${process.pid}/stat`]: STAT } });
    const journal = openJournal(host, { command: ['phoenix', 'create', 'a b'], warn: expect.fail });
    journal.end(0);
    expect(host.calls).toEqual([]);
    journal.logFor(950, 'set');
    const [id = ''] = runIds(host);
    const pid = process.pid;
    expect(readRunSummary(host, id)).toMatchObject({ state: 'running', pid, seconds: 0 });
    host.clock += 2500;
    journal.record({ type: 'guest-result', guest: 950, outcome: 'created', seconds: 2 });
    journal.end(0);
    const counts = { created: 1, changed: 0, unchanged: 0, failed: 0, skipped: 0 };
    const command = "phoenix create 'a b'";
    const since = '2026-01-01T12:00:00.000Z';
    const verb = 'create';
    const told = { id, state: 'ended', since, command, verb, pid, exit: 0, seconds: 2.5, counts };
    expect(readRunSummary(host, id)).toEqual(told);
  });

  test('in the directory of another one it says nothing', () => {
    const host = fakeHost();
    const command = ['lxc-manager', 'create', '950'];
    const journal = openJournal(host, { directory: '/run/x', command, warn: expect.fail });
    journal.logFor(950, 'set');
    journal.end(1);
    expect([...host.files.keys()]).toEqual([]);
  });

  test('the dispatcher counts what managers have recorded elsewhere', () => {
    const host = fakeHost();
    const journal = openJournal(host, { command: ['phoenix'], warn: expect.fail });
    journal.directory();
    const counts = { created: 3, changed: 0, unchanged: 0, failed: 1, skipped: 0 };
    journal.end(1, counts);
    expect(readRunSummary(host, runIds(host)[0] ?? '')).toMatchObject({ exit: 1, counts });
  });
});

describe('state of a run', () => {
  const END = '{"time":1,"exit":130,"seconds":4,"counts":{"failed":1}}';
  const other = STAT.replace(' 99 ', ' 98 ');
  const proc = '/proc/77/stat';
  test.each([
    ['ended', { 'run.json': RECORD, 'end.json': END, [proc]: STAT }],
    ['ended', { 'end.json': END }],
    ['running', { 'run.json': RECORD, [proc]: STAT }],
    ['died', { 'run.json': RECORD }],
    ['died', { 'run.json': RECORD, [proc]: other }],
    ['died', { 'run.json': RECORD, 'end.json': '{"time":1,' }],
    ['unknown', { 'run.json': RECORD.slice(0, 40), [proc]: STAT }],
    ['unknown', { 'run.json': '[]' }],
    ['unknown', { 'run.json': 'null', 'end.json': 'null', 'events.jsonl': '\0\0\nnull\n' }],
    ['unknown', { 'run.json': RECORD.replace('"phoenix"', '7') }],
    ['unknown', { '001-950-set.log': '' }],
  ])('%s: %j', (state, files) => {
    const summary = readRunSummary(hostWith(files), ID);
    expect(summary).toMatchObject({ id: ID, state, since: '2026-01-01T11:00:00.000Z' });
  });

  test('one that died took as long as something was heard of it', () => {
    const host = hostWith({ 'run.json': RECORD, 'events.jsonl': lines(STORY) });
    const { seconds, counts } = readRunSummary(host, ID);
    expect([seconds, counts.created, counts.failed]).toEqual([5, 1, 0]);
  });
});

describe('guests of a run', () => {
  /** One line per guest. */
  const say = (text: string, alive = true) =>
    readRun(hostWith({ 'run.json': RECORD, 'events.jsonl': text }, { alive }), ID).guests.map(
      ({ id, name, state, verb, operation, waitsFor, error }) =>
        [
          `${id} ${name ?? '?'} ${state}`,
          verb,
          operation && `${operation.id} (${operation.cause}) +${operation.since - START}`,
          waitsFor && `waits for ${waitsFor}`,
          error?.message,
        ]
          .filter(Boolean)
          .join(' | '),
    );
  const told = lines(STORY);
  const before = ['920 base done | create'];
  const after = ['8001 docker waiting | create'];
  const clone = 'create | clone (cloned from 920) +4000';
  const more = (event: JournalEvent) => told + lines([event]);

  test.each<[string, string, string]>([
    ['at work', told, `950 vllm running | ${clone}`],
    [
      'waiting for something',
      more({ type: 'wait', guest: 950, waitsFor: 'the lock of 920', elapsed: 10 }),
      `950 vllm running | ${clone} | waits for the lock of 920`,
    ],
    [
      'between operations',
      more({ type: 'operation-end', guest: 950, operation: 'clone', result: 'done', seconds: 1 }),
      '950 vllm running | create',
    ],
    [
      'failed',
      more({
        type: 'guest-result',
        guest: 950,
        outcome: 'failed',
        seconds: 1,
        error: { message: 'no space' },
      }),
      '950 vllm failed | create | no space',
    ],
    ['a line cut off', `${told}{"time":1,"type":"guest-res`, `950 vllm running | ${clone}`],
    [
      'lines that are none',
      `7\nnull\n{}\n{"type":"begin"}\n${told}\0\0{"type":"wait","time":"x"}\n`,
      `950 vllm running | ${clone}`,
    ],
  ])('%s', (_name, text, expected) => {
    expect(say(text)).toEqual([...before, expected, ...after]);
  });

  test('where a run died, what it was at is told', () => {
    expect(say(told, false)).toEqual([...before, `950 vllm cut off | ${clone}`, ...after]);
  });

  test('a manager alone tells names in its plans', () => {
    const text = lines([
      {
        type: 'plan',
        plan: { id: 950, name: 'vllm', action: 'change', operations: [], notes: [] },
      },
      { type: 'operation-start', guest: 950, operation: 'set', cause: 'memory 1 -> 2' },
      { type: 'wait', guest: 951, waitsFor: '951 is busy', elapsed: 0 },
    ]);
    expect(say(text)).toEqual([
      '950 vllm running | set (memory 1 -> 2) +1000',
      '951 ? running | waits for 951 is busy',
    ]);
  });

  test('fields of other types do no harm', () => {
    const text = [
      '{"time":1,"type":"run-guests","guests":7}',
      '{"time":1,"type":"run-guests","guests":[null,7,{"id":"-x"},{"id":950,"kind":7,"name":7}]}',
      '{"time":1,"type":"plan","plan":null}',
      '{"time":1,"type":"operation-start","guest":950,"operation":{}}',
      '{"time":1,"type":"guest-result","guest":950,"outcome":"exploded","error":"x"}',
    ].join('\n');
    expect(say(text)).toEqual(['950 ? failed']);
  });
});

describe('logs of a run', () => {
  test('are told with their operations, in the order of these', () => {
    const start = (guest: number, operation: string): JournalEvent => ({
      type: 'operation-start',
      guest,
      operation,
      cause: `why ${operation}`,
    });
    const end = (
      guest: number,
      operation: string,
      result: 'done' | 'skipped' | 'failed',
    ): JournalEvent => ({ type: 'operation-end', guest, operation, result, seconds: 3 });
    const events = lines([
      start(951, 'feature docker'),
      start(950, 'set'),
      end(950, 'set', 'skipped'),
      start(950, 'set'),
      end(951, 'feature docker', 'failed'),
    ]);
    const names = [
      '001-950-set.log',
      '002-951-feature-docker.log',
      '003-950-alien.log',
      'notes.log',
      'x-1-y.log',
    ];
    const host = hostWith({
      'events.jsonl': events,
      ...Object.fromEntries(names.map((name) => [name, ''])),
    });
    const told = readRunLogs(host, ID).map(({ guest, operation, cause, result, seconds, file }) =>
      [file.slice(0, 3), guest, operation, cause, result, seconds].join(' '),
    );
    expect(told).toEqual([
      '002 951 feature docker why feature docker failed 3',
      '001 950 set why set  ',
      '003 950 alien   ',
    ]);
  });

  test('of a run that is not there are none', () => {
    expect(readRunLogs(fakeHost(), ID)).toEqual([]);
    expect(runIds(fakeHost())).toEqual([]);
  });
});

test('runs are listed newest first, and nothing else', () => {
  const names = ['20260101T110000-9', '20260102T110000-8', 'notes', '20260101T120000-10'];
  const files = Object.fromEntries(names.map((name) => [`${RUNS_DIRECTORY}/${name}/x`, '']));
  expect(runIds(fakeHost({ files }))).toEqual([
    '20260102T110000-8',
    '20260101T120000-10',
    '20260101T110000-9',
  ]);
});
