import { PhoenixError } from '@phoenix/shared-runtime';
import { fakeHost } from '@phoenix/shared-runtime/testing';
import { describe, expect, it } from 'vitest';
import { phoenix } from '../phoenix.ts';
import type { FakeWorld } from '../test-support/fake-world.ts';
import { world } from '../test-support/run.ts';

const RUNS = '/var/log/phoenix/runs';
const START = Date.UTC(2026, 0, 1, 11);
const STAT = `77 (phoenix) S ${Array(18).fill('0').join(' ')} 99 0 0\n`;
const DIED = '20260101T110000-77';

function record(command: string): string {
  const [program, ...argv] = command.split(' ');
  const since = new Date(START).toISOString();
  return JSON.stringify({ program, argv, command, pid: 77, born: 99, since });
}

/** Events a second apart. */
function events(...all: readonly object[]): string {
  return all.map((one, at) => `${JSON.stringify({ time: START + at * 1000, ...one })}\n`).join('');
}

const ENDED = (exit: number, counts: object, seconds = 12) =>
  JSON.stringify({ time: START, exit, seconds, counts });

const FIVE: Record<string, string> = {
  [`${DIED}/run.json`]: record('phoenix create 950'),
  [`${DIED}/events.jsonl`]: events(
    {
      type: 'run-guests',
      guests: [
        { id: 900, kind: 'lxc', name: 'base', verb: 'create' },
        { id: 950, kind: 'lxc', name: 'evil\u001b[2J', verb: 'create' },
        { id: 951, kind: 'lxc', name: 'late', verb: 'create' },
      ],
    },
    { type: 'begin', guest: 900, verb: 'create' },
    { type: 'guest-result', guest: 900, outcome: 'created', seconds: 61 },
    { type: 'begin', guest: 950, verb: 'create' },
    { type: 'operation-start', guest: 950, operation: 'set', cause: 'memory 1 -> 2' },
    { type: 'operation-end', guest: 950, operation: 'set', result: 'done', seconds: 1 },
    { type: 'operation-start', guest: 950, operation: 'feature x', cause: 'it\nis new' },
  ),
  [`${DIED}/001-950-set.log`]: '',
  [`${DIED}/002-950-feature-x.log`]: 'a\tb\r\n\u001b[31mred\u001b[0m\r\nno end',
  '20260101T100000-7/run.json': record('lxc-manager stop 950'),
  '20260101T100000-7/end.json': ENDED(0, { changed: 2, unchanged: 1 }, 0.4),
  '20260101T090000-7/run.json': record('phoenix --json create 950 953'),
  '20260101T090000-7/end.json': ENDED(1, { created: 1, failed: 2, skipped: 1 }),
  '20260101T080000-7/run.json': record('phoenix create 950'),
  '20260101T080000-7/end.json': ENDED(130, {}),
  '20260101T070000-7/events.jsonl': '\0{"time":',
};

/** A world whose history is this; its configuration cannot be read at all. */
function on(files: Record<string, string> = FIVE, { alive = false } = {}): FakeWorld {
  const entries = Object.entries(files).map(([name, text]) => [`${RUNS}/${name}`, text]);
  const host = fakeHost({ files: Object.fromEntries(entries) });
  host.clock = START + 90_000;
  if (alive) host.files.set('/proc/77/stat', STAT);
  return { ...world(), host, env: { PHOENIX_BASE_DIR: '/nowhere' } };
}

/** Output without what depends on where we are. */
async function say(line: string, from: FakeWorld = on(), exit = 0): Promise<string> {
  expect(await phoenix(line.split(' '), from)).toBe(exit);
  const { stdout, stderr } = from.printed;
  return `${stdout}${stderr}`.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'WHEN');
}

describe('runs', () => {
  it('is a table, newest first, that says how to go on', async () => {
    expect(await say('runs')).toBe(
      [
        'RUN                 WHEN                 COMMAND                        STATE          TOOK  GUESTS',
        '20260101T110000-77  WHEN  phoenix create 950             died           6s    1 created',
        '20260101T100000-7   WHEN  lxc-manager stop 950           done           0.4s  2 stopped, 1 unchanged',
        '20260101T090000-7   WHEN  phoenix --json create 950 953  failed exit 1  12s   1 created, 2 failed, 1 skipped',
        '20260101T080000-7   WHEN  phoenix create 950             interrupted    12s   -',
        '20260101T070000-7   WHEN  unknown command                unknown        0s    -',
        'next: phoenix logs RUN shows what its commands said; last is the newest',
        'the newest run died; to go on from there, type: phoenix create 950',
        '',
      ].join('\n'),
    );
  });
  it('tells the process of one that runs', async () => {
    const text = await say('runs -q', on(FIVE, { alive: true }));
    expect(text).toContain('phoenix create 950             running pid 77  1m30s  1 created\n');
    expect(text).not.toContain('next:');
  });
  it('is an object for programs', async () => {
    const { runs } = JSON.parse(await say('runs --json'));
    expect(runs).toHaveLength(5);
    expect(runs[2]).toMatchObject({ id: '20260101T090000-7', state: 'ended', exit: 1 });
  });
  it('may be empty', async () => {
    expect(await say('runs', on({}))).toBe('No run is kept here: nothing was done yet\n');
    expect(await say('runs --json', on({}))).toBe('{"runs":[]}\n');
  });
  it('is for root', async () => {
    const from = on();
    const list = () => {
      throw new PhoenixError(`cannot list ${RUNS}: permission denied`, { exit: 77 });
    };
    for (const line of ['runs', 'logs 950', 'status --run']) {
      const text = await say(line, { ...from, host: { ...from.host, list } }, 77);
      expect(text).toContain(
        `hint: it is for root alone: log in as root, or type sudo phoenix ${line}\n`,
      );
    }
  });
});

describe('status --run', () => {
  it('tells what a run that died was at, and what to type', async () => {
    expect(await say('status --run')).toBe(
      [
        `run ${DIED}: phoenix create 950: died, last heard of after 6s, begun WHEN`,
        'ID   NAME         STATE    WHAT',
        '900  base         done     created in 1m1s',
        '950  evil\\x1b[2J  cut off  at feature x (it\\nis new)',
        '951  late         waiting  not begun',
        `logs: phoenix logs ${DIED} 950`,
        'next: phoenix create 950',
        '',
      ].join('\n'),
    );
  });
  it('tells who is still at work after that', async () => {
    const from = on();
    const note = { pid: 78, command: 'lxc-manager create 950', since: 'now' };
    const host = fakeHost({
      files: {
        ...Object.fromEntries((from.host as ReturnType<typeof fakeHost>).files),
        '/run/lock/phoenix/lxc-950.lock': JSON.stringify(note),
        '/proc/78/stat': STAT,
      },
    });
    expect(await say('status --run', { ...from, host })).toContain(
      '! 950 evil\\x1b[2J: pid 78 (lxc-manager create 950) is still at work on it; --wait 5m waits for that\n',
    );
  });
  it('tells what goes on in one that runs', async () => {
    const more = { type: 'wait', guest: 950, waitsFor: 'the lock of 920', elapsed: 10 };
    const told = `${FIVE[`${DIED}/events.jsonl`]}${events(more)}`;
    const files = { ...FIVE, [`${DIED}/events.jsonl`]: told };
    const text = await say(`status --run ${DIED} 950 951`, on(files, { alive: true }));
    expect(text.split('\n').slice(2)).toEqual([
      '950  evil\\x1b[2J  running  feature x (it\\nis new) for 1m24s, waits for the lock of 920',
      '951  late         waiting  for its turn',
      `logs: phoenix logs ${DIED}`,
      '',
    ]);
  });
  it('tells why guests failed or were skipped', async () => {
    const error = { message: 'cannot start 950: no space\nmore' };
    const because = { message: 'because of 950' };
    const files = {
      'run.json': record('phoenix start 950'),
      'end.json': ENDED(1, {}),
      'events.jsonl': events(
        { type: 'guest-result', guest: 950, outcome: 'failed', seconds: 1, error },
        { type: 'guest-result', guest: 951, outcome: 'skipped', seconds: 0, error: because },
        { type: 'begin', guest: 952, verb: 'start' },
        { type: 'guest-result', guest: 952, outcome: 'changed', seconds: 2 },
      ),
    };
    const named = Object.entries(files).map(([name, text]) => [`${DIED}/${name}`, text]);
    expect(await say('status --run', on(Object.fromEntries(named)))).toBe(
      [
        `run ${DIED}: phoenix start 950: failed exit 1 after 12s, begun WHEN`,
        'ID   NAME  STATE    WHAT',
        '950        failed   cannot start 950: no space',
        '951        skipped  because of 950',
        '952        done     started in 2s',
        `logs: phoenix logs ${DIED} 950`,
        'next: phoenix start 950',
        '',
      ].join('\n'),
    );
  });
  it('is an object for programs', async () => {
    const { run } = JSON.parse(await say('status --run --json'));
    expect(run).toMatchObject({ id: DIED, state: 'died', command: 'phoenix create 950' });
    expect(run.guests.map(({ state }: { state: string }) => state)).toEqual([
      'done',
      'cut off',
      'waiting',
    ]);
    expect(await say('status --run --json', on({}))).toBe('{"run":null}\n');
  });
  it('says little of what is garbled', async () => {
    const text = await say('status --run 20260101T07');
    expect(text).toContain('unknown command: nobody knows how it ended');
    expect(text).toContain('It has told of no guest.\n');
    expect(text).toContain('next: phoenix status\n');
  });
});

describe('logs', () => {
  const HEAD = `run ${DIED}: phoenix create 950: died, last heard of after 6s, begun WHEN\n`;
  const SET =
    '\n==> WHEN 950 evil\\x1b[2J: set (memory 1 -> 2): done in 1s <==\n(it said nothing)\n';
  const FEATURE =
    '\n==> WHEN 950 evil\\x1b[2J: feature x (it\\nis new): cut off <==\n' +
    'a\tb\n\\x1b[31mred\\x1b[0m\nno end\n';

  it('are those of the newest run', async () => {
    expect(await say('logs')).toBe(HEAD + SET + FEATURE);
    expect(await say('logs last 950')).toBe(HEAD + SET + FEATURE);
  });
  it('of one that runs are not cut off', async () => {
    expect(await say('logs', on(FIVE, { alive: true }))).toContain('still running <==');
  });
  it('say so when there are none, and which run has some', async () => {
    expect(await say('logs 20260101T10 950')).toBe(
      `Run 20260101T100000-7 ran no command on 950; try phoenix logs ${DIED} 950\n`,
    );
    expect(await say('logs 7777')).toBe(`Run ${DIED} ran no command on 7777\n`);
    expect(await say('logs', on({}))).toBe('No run is kept here: nothing was done yet\n');
    expect(await say('logs --json', on({}))).toBe('{"run":null,"logs":[]}\n');
  });
  it('are an object for programs', async () => {
    expect(JSON.parse(await say('logs base 950 --json'))).toEqual({
      run: DIED,
      logs: [
        {
          guest: 950,
          operation: 'set',
          cause: 'memory 1 -> 2',
          result: 'done',
          seconds: 1,
          path: `${RUNS}/${DIED}/001-950-set.log`,
        },
        {
          guest: 950,
          operation: 'feature x',
          cause: 'it\nis new',
          path: `${RUNS}/${DIED}/002-950-feature-x.log`,
        },
      ],
    });
  });
  it('come in full, whatever their size and wherever they are cut', async () => {
    const files = { ...FIVE };
    const line = `${'ä'.repeat(50)}\n`;
    files[`${DIED}/001-950-set.log`] = line.repeat(9000);
    files[`${DIED}/002-950-feature-x.log`] = 'é'.repeat(400_000);
    const text = await say('logs', on(files));
    expect(text).toContain(`<==\n${line.repeat(9000)}\n==>`);
    expect(text.endsWith(`<==\n${'é'.repeat(400_000)}\n`)).toBe(true);
  });
  it('that cannot be read are told, and the others shown', async () => {
    const from = on();
    const readPiece: FakeWorld['host']['readPiece'] = (path, ...rest) => {
      if (path.includes('-set')) throw new PhoenixError(`cannot read ${path}: it is a directory`);
      return from.host.readPiece(path, ...rest);
    };
    const text = await say('logs', { ...from, host: { ...from.host, readPiece } });
    expect(text).toContain(`(cannot read ${RUNS}/${DIED}/001-950-set.log: it is a directory)\n`);
    expect(text).toContain('no end\n');
  });
  it('of an unknown run are refused, with the nearest ones', async () => {
    const text = await say('logs 20260101T12 --json', on(), 66);
    expect(text).toContain('"message":"there is no run 20260101T12; the nearest are');
    expect(text).toContain('hint: phoenix runs lists them\n');
  });
});
