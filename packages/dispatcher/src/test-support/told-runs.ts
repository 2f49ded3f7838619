import type { JournalEvent, Subject } from '@phoenix/shared-runtime';
import type { Told, ToldRun } from './history.ts';

type Result = Extract<JournalEvent, { type: 'operation-end' }>['result'];

/** An operation from its beginning to its end, in seconds from the start of the run; open without an end. */
function did(
  guest: Subject,
  operation: string,
  begin: number,
  end?: number,
  result: Result = 'done',
): Told[] {
  const cause = `${operation} is due`;
  const start: Told = [begin, { type: 'operation-start', guest, operation, cause }];
  if (end === undefined) return [start];
  const seconds = end - begin;
  return [start, [end, { type: 'operation-end', guest, operation, result, seconds }]];
}

/** A turn that begins. */
function began(guest: Subject, at: number, verb = 'create'): Told {
  return [at, { type: 'begin', guest, verb }];
}

/** A guest that came out. */
function created(guest: Subject, at: number, seconds: number): Told {
  return [at, { type: 'guest-result', guest, outcome: 'created', seconds }];
}

const kind = 'lxc' as const;
const verb = 'create';
const LOG = '/var/log/phoenix/runs/20260102T110000-77/005-920-start.log';

/** Four guests that stand on each other; the third fails, the second waits for a lock. */
const begun: readonly Told[] = [
  [
    0,
    {
      type: 'run-guests',
      expected: 40,
      guests: [
        { id: 900, kind, name: 'base', verb, needs: [], expected: 10 },
        { id: 901, kind, name: 'aside', verb, needs: [] },
        { id: 910, kind, name: 'ledger', verb, needs: [900], expected: 20 },
        { id: 920, kind, name: 'web', verb, needs: [910, 901] },
        { id: 930, kind, name: 'proxy', verb, needs: [920] },
      ],
    },
  ],
  began(900, 0),
  ...did(900, 'create', 1, 9),
  ...did(900, 'start', 9, 12),
  created(900, 12, 12),
  began(901, 0.5),
  ...did(901, 'create', 1, 3),
  created(901, 4, 3.5),
  began(910, 12),
  [13, { type: 'wait', guest: 910, waitsFor: 'the lock of 910', elapsed: 0 }],
  [20, { type: 'wait', guest: 910, waitsFor: 'the lock of 910', elapsed: 7 }],
  ...did(910, 'clone', 22, 30),
  [30, { type: 'note', guest: 910, text: 'a restart is due' }],
  created(910, 31, 19),
  began(920, 31),
  ...did(920, 'clone', 32, 40),
];

const noSpace = 'cannot start 920: pct start exited 255\nno space left on device';

/** It ended, with a failure and with what that kept back. */
export const failedRun: ToldRun = {
  command: 'phoenix create 930',
  told: [
    ...begun,
    ...did(920, 'start', 40, 45, 'failed'),
    [
      45,
      {
        type: 'guest-result',
        guest: 920,
        outcome: 'failed',
        seconds: 14,
        error: { message: noSpace, hint: 'make room', log: LOG },
      },
    ],
    [
      45,
      {
        type: 'guest-result',
        guest: 930,
        outcome: 'skipped',
        seconds: 0,
        error: { message: 'because of 920' },
      },
    ],
  ],
  end: { exit: 1, seconds: 46, counts: { created: 3, failed: 1, skipped: 1 } },
  logs: {
    '001-900-create.log': 'extracting\n',
    '004-920-clone.log': 'cloned\n',
    '005-920-start.log': 'trying\nno space left on device\n',
  },
};

/** It was killed, or is at work, while 920 starts. */
export const openRun: ToldRun = {
  command: 'phoenix create 930',
  told: [
    ...begun,
    ...did(920, 'start', 40),
    [52, { type: 'wait', guest: 920, waitsFor: 'start', elapsed: 12 }],
  ],
  logs: { '005-920-start.log': 'trying\n' },
};

/** The host was set up: steps have names, and nothing tells of their order. */
export const setupRun: ToldRun = {
  command: 'phoenix setup',
  told: [
    ...did('packages', 'install jq', 1, 4),
    [4, { type: 'guest-result', guest: 'packages', outcome: 'changed', seconds: 3 }],
    ...did('zfs', 'zpool create fast', 4, 9, 'failed'),
    [
      9,
      {
        type: 'guest-result',
        guest: 'zfs',
        outcome: 'failed',
        seconds: 5,
        error: { message: 'cannot make the pool fast: a disk is in use' },
      },
    ],
  ],
  end: { exit: 1, seconds: 10, counts: { changed: 1, failed: 1 } },
};

const EVIL = `</style><script>alert(1)</script><img src=x onerror=alert(1)>"' onload="x`;

/** Names, causes, messages and logs of somebody who wants a page to do what he likes. */
export const hostileRun: ToldRun = {
  command: `phoenix create ${EVIL}`,
  told: [
    [
      0,
      {
        type: 'run-guests',
        guests: [
          { id: 900, kind, name: EVIL, verb, needs: [] },
          { id: 950, kind, name: `\u001b[2J${'long'.repeat(60)}\u202e`, verb, needs: [900] },
        ],
      },
    ],
    began(900, 0, EVIL),
    ...did(900, EVIL, 0, 5),
    [5, { type: 'note', guest: 900, text: EVIL }],
    created(900, 6, 6),
    began(950, 6),
    ...did(950, EVIL, 7, 30, 'failed'),
    [
      30,
      {
        type: 'guest-result',
        guest: 950,
        outcome: 'failed',
        seconds: 24,
        error: { message: EVIL, hint: EVIL, log: '/etc/shadow' },
      },
    ],
  ],
  end: { exit: 1, seconds: 30 },
  logs: { '001-950-x.log': `${EVIL}\r\n\u001b[31mred\u001b[0m\u0000\u0007 ${'wide'.repeat(500)}` },
};

/** So many guests, each with a dozen operations; one in fifty fails. */
export function largeRun(count: number): ToldRun {
  const ids = Array.from({ length: count }, (_, at) => 1000 + at);
  const turns = ids.flatMap((id, at): Told[] => {
    const begin = Math.floor(at / 4) * 14;
    const fails = at % 50 === 49;
    const operations = Array.from({ length: 12 }, (_, step) =>
      did(
        id,
        `feature ${step}`,
        begin + step + 0.5,
        begin + step + 1.5,
        fails && step === 11 ? 'failed' : 'done',
      ),
    ).flat();
    const error = { message: `cannot do feature 11 in ${id}: it ended with 1` };
    const end: Told = fails
      ? [begin + 13, { type: 'guest-result', guest: id, outcome: 'failed', seconds: 13, error }]
      : created(id, begin + 13, 13);
    return [began(id, begin), ...operations, end];
  });
  const guests = ids.map((id) => ({
    id,
    kind,
    name: `guest-${id}`,
    verb,
    needs: id > 1004 ? [1000 + (id % 4)] : [],
  }));
  return {
    command: 'phoenix create all',
    told: [[0, { type: 'run-guests', guests }], ...turns],
    end: { exit: 1, seconds: Math.ceil(count / 4) * 14, counts: { created: count } },
  };
}
