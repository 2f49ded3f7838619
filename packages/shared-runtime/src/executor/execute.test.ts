import { expect, test, vi } from 'vitest';
import type { RunOperation } from '../operation.ts';
import { execute } from './execute.ts';
import { failure, run, setup } from './fixture.ts';

const CLONING = 'UPID:pve:000004D2:00000064:00000001:vzclone:920:root@pam:';

test('operations run in order, and events tell each of them', async () => {
  const { host, events, context } = setup();
  host.on('pct start', { stdout: 'one\ntwo\n', seconds: 3 });
  const result = await execute([run('pct set 950 --memory 512'), run('pct start 950')], context);
  expect(result).toEqual({ ran: ['set', 'start'], skipped: [] });
  expect(host.ran()).toEqual(['pct set 950 --memory 512', 'pct start 950']);
  expect(events.slice(3)).toEqual([
    { type: 'operation-start', guest: 950, operation: 'start', cause: 'a test' },
    { type: 'wait', guest: 950, waitsFor: 'start', elapsed: 0, deadline: 60 },
    { type: 'operation-output', guest: 950, operation: 'start', line: 'one' },
    { type: 'operation-output', guest: 950, operation: 'start', line: 'two' },
    { type: 'operation-end', guest: 950, operation: 'start', result: 'done', seconds: 3 },
  ]);
});

test('a failure ends the list and says what, why and where', async () => {
  const { host, events, context } = setup();
  host.on('pct clone', { exit: 255, stdout: 'copying\n', stderr: 'TASK ERROR: no space left\n' });
  const operations = [
    run('pct clone 920 950', { doing: 'clone 950 from 920' }),
    run('pct start 950'),
  ];
  await expect(execute(operations, context)).rejects.toMatchObject({
    message: 'cannot clone 950 from 920: pct clone exited 255: no space left',
    exit: 1,
    log: '/log/950-clone.log',
    output: 'copying\nTASK ERROR: no space left',
  });
  expect(host.ran()).toEqual(['pct clone 920 950']);
  expect(events.at(-1)).toMatchObject({ type: 'operation-end', result: 'failed' });
});

test('a killed command is told as such, and how to go on when it was making the guest', async () => {
  const { host, context } = setup();
  host.on('pct create', { exit: 137, stdout: 'extracting archive\n' });
  const create = run('pct create 950', { doing: 'create 950', defines: {} });
  await expect(execute([create], context)).rejects.toMatchObject({
    message: 'cannot create 950: pct create was killed; the last that it said: extracting archive',
    hint: expect.stringContaining('type the same command again'),
  });
  host.on('pct start', { exit: 137 });
  const start = run('pct start 950', { doing: 'start 950' });
  await expect(execute([start], context)).rejects.toMatchObject({
    message: 'cannot start 950: pct start was killed',
    hint: undefined,
  });
});

test('complaints about locks are tried again while a job lives, others are not', async () => {
  const { host, events, context } = setup();
  host.files.set('/var/log/pve/tasks/active', `${CLONING} 0\n`);
  host.files.set('/proc/1234/stat', `1234 (task) S ${'0 '.repeat(18)}100 0`);
  const busy = { exit: 255, stderr: 'CT is locked (disk)\n', seconds: 4 };
  host.on('pct clone', busy, busy, busy, busy, busy, busy, {});
  await execute([run('pct clone 920 950', { retryLocks: true })], context);
  expect(host.ran()).toHaveLength(7);
  expect(events).toContainEqual({
    type: 'wait',
    guest: 950,
    waitsFor: 'CT is locked (disk)',
    elapsed: 4,
    deadline: 60,
  });
});

const NO_RETRY: [string, string, Partial<RunOperation>, number][] = [
  ['without permission to', 'CT is locked (disk)', {}, 1],
  ['of what exists', "CT 950 already exists on node 'pve'", { retryLocks: true }, 1],
  ['of bad values', '400 Parameter verification failed.', { retryLocks: true }, 1],
  [
    'of timeouts that are no locks',
    'VM quit/powerdown failed - got timeout',
    { retryLocks: true },
    1,
  ],
  [
    'past the deadline',
    'got no worker upid - start worker failed',
    { retryLocks: true, deadline: 1.5 },
    3,
  ],
];

test.each(NO_RETRY)('no repetition %s', async (_, text, more, runs) => {
  const { host, context } = setup();
  host.on('pct', { exit: 255, stderr: `${text}\n` });
  expect(await failure(execute([run('pct clone 920 950', more)], context))).toContain(text);
  expect(host.ran()).toHaveLength(runs);
});

test('a lock that no living job holds is given up after a moment, with the way out', async () => {
  const { host, context } = setup();
  host.on('pct', { exit: 255, stderr: 'CT is locked (disk)\n', seconds: 1 });
  const work = execute([run('pct start 950', { retryLocks: true, deadline: 3600 })], context);
  await expect(work).rejects.toMatchObject({ hint: expect.stringContaining('pct unlock') });
  expect(host.ran().length).toBeLessThan(8);
});

test('a lock of the cluster may be held by a job of another node, and is waited for', async () => {
  const { host, context } = setup();
  const timeout = "cfs-lock 'storage-shared' error: got lock request timeout\n";
  const busy = { exit: 255, stderr: timeout, seconds: 10 };
  host.on('pct clone', ...Array(9).fill(busy), {});
  await execute([run('pct clone 920 950', { retryLocks: true, deadline: 3600 })], context);
  expect(host.ran()).toHaveLength(10);
  host.on('pct clone', busy);
  const work = execute([run('pct clone 920 950', { retryLocks: true, deadline: 25 })], context);
  await expect(work).rejects.toMatchObject({ hint: expect.stringContaining('/cluster/tasks') });
});

test('attempts repeat a check until it succeeds, or fail with the last answer', async () => {
  const check = { effect: 'check', attempts: { count: 3, interval: 5 } } as const;
  const good = setup();
  good.host.on('pct exec', { exit: 7 }, { exit: 7 }, {});
  await execute([run('pct exec 950 -- curl', check)], good.context);
  expect(good.host.ran()).toHaveLength(3);
  const bad = setup();
  bad.host.on('pct exec', { exit: 7, stderr: 'refused\n' });
  expect(await failure(execute([run('pct exec 950 -- curl', check)], bad.context))).toBe(
    'cannot do "exec" for 950: pct exec exited 7: refused (3 attempts)',
  );
});

test('exit statuses with a meaning, timeouts and silence have words of their own', async () => {
  const words = async (reply: object, more: Partial<RunOperation> = {}) => {
    const { host, context } = setup();
    host.on('/x/y.sh', reply);
    return failure(execute([run('/x/y.sh 950', { id: 'feature a', ...more })], context));
  };
  const start = 'cannot do "feature a" for 950:';
  expect(await words({ exit: 3 }, { exits: { 3: 'the GPU is missing' } })).toBe(
    `${start} the GPU is missing`,
  );
  expect(await words({ exit: 143, timedOut: true }, { deadline: 90 })).toBe(
    `${start} y.sh did not end within 1m30s and was told to stop`,
  );
  expect(await words({ exit: 2 })).toBe(`${start} y.sh exited 2 and said nothing`);
});

test('words of a failed command that a plan knows are told as what they mean', async () => {
  const meanings = [
    { says: 'no such disk', means: 'it has no disk', hint: 'give it one' },
    { says: 'shrinking', means: 'its disk is too small', hint: 'declare a larger one' },
  ];
  const grown = [{ path: '/grown', exists: true }];
  for (const exit of [255, 0]) {
    const { host, context } = setup();
    host.on('qm', { exit, stderr: 'shrinking disks is not supported\n' });
    const grow = run('qm resize 950', { doing: 'grow 950', meanings, expect: grown });
    await expect(execute([grow], context)).rejects.toMatchObject({
      message: 'cannot grow 950: its disk is too small',
      hint: 'declare a larger one',
      output: 'shrinking disks is not supported',
    });
  }
});

test('a program that tells why it failed and what to type is passed on, not quoted', async () => {
  const { host, context } = setup();
  const said = [
    '16 % of https://x/a.img',
    'error: cannot run sh in 950: its agent does not answer; last seen: nothing',
    '  | HTTP/1.1 200 OK',
    'hint: see whether it has booted',
  ];
  host.on('vm-manager', { exit: 1, stderr: `${said.join('\n')}\n` });
  const work = execute([run('vm-manager exec 950', { doing: 'wait for 950' })], context);
  await expect(work).rejects.toMatchObject({
    message: 'cannot wait for 950: its agent does not answer; last seen: nothing',
    hint: 'see whether it has booted',
    output: '16 % of https://x/a.img\nHTTP/1.1 200 OK',
  });
});

test('a guarded step is left out when the guest remembers it', async () => {
  const guard = { guest: 950, record: 'feature.docker', hash: 'abc', predicted: 'run' } as const;
  const { host, events, context } = setup();
  const asked: unknown[] = [];
  const result = await execute([run('pct exec 950', { guard }), run('pct start 950')], {
    ...context,
    isDone: async (one) => asked.push(one) > 0,
  });
  expect(asked).toEqual([guard]);
  expect(result).toEqual({ ran: ['start'], skipped: ['exec'] });
  expect(host.ran()).toEqual(['pct start 950']);
  expect(events).toContainEqual(expect.objectContaining({ operation: 'exec', result: 'skipped' }));
});

test('after a request to stop what runs is finished and nothing new started', async () => {
  const { host, stop, context } = setup();
  host.on('pct set', { effect: () => stop.request('SIGTERM') });
  const work = execute([run('pct set 950'), run('pct start 950')], context);
  await expect(work).rejects.toMatchObject({
    name: 'Interrupted',
    exit: 143,
    message: 'stopped before "start" of 950: told to terminate',
  });
  expect(host.ran()).toEqual(['pct set 950']);
});

test.each([
  ['what only waits ends with the first request', 'check', [true]],
  ['what changes something does not', 'change', [false]],
] as const)('%s', async (_, effect, expected) => {
  const { host, stop, context } = setup();
  const ended: (boolean | undefined)[] = [];
  const once: typeof host.run = async ({ abort }) => {
    stop.request('SIGINT');
    ended.push(abort?.aborted);
    return { exit: 143, output: '', stdout: '', timedOut: false };
  };
  const work = execute([run('pct exec 950', { effect })], {
    ...context,
    host: { ...host, run: once },
  });
  const name = effect === 'check' ? 'Interrupted' : 'PhoenixError';
  await expect(work).rejects.toMatchObject({ name });
  expect(ended).toEqual(expected);
});

test('input and environment reach the command and no event', async () => {
  const { host, events, context } = setup();
  await execute([run('pct exec 950', { input: 's3cret', env: { A: '1' } })], context);
  expect(host.calls).toContainEqual(expect.objectContaining({ input: 's3cret', env: { A: '1' } }));
  expect(JSON.stringify(events)).not.toContain('s3cret');
});

test('every ten seconds of a long operation tell what it waits for', async () => {
  vi.useFakeTimers();
  const { host, events, context } = setup();
  let finish = () => {};
  const slow = {
    ...host,
    run: () => new Promise<never>((_, reject) => (finish = () => reject(new Error('x')))),
  };
  const work = failure(
    execute([run('pct start 950', { waitsFor: 'start of 950' })], { ...context, host: slow }),
  );
  await vi.advanceTimersByTimeAsync(35_000);
  finish();
  await work;
  await vi.advanceTimersByTimeAsync(35_000);
  vi.useRealTimers();
  expect(events.filter(({ type }) => type === 'wait')).toHaveLength(4);
});

test('what operations share is taken around the command, and waited for', async () => {
  const { host, events, context } = setup();
  const path = '/run/lock/phoenix/source-lxc-920.lock';
  const other = host.tryLock(path, { pid: 7, command: 'clone of 951', since: '' });
  const { sleep } = host;
  const begun = host.now();
  host.sleep = async (seconds) => {
    if (host.now() > begun + 25_000) other?.release();
    return sleep(seconds);
  };
  const clone = run('pct clone 920 950', { holds: ['source:lxc-920', 'storage:fast'] });
  await execute([clone], context);
  const waits = events.flatMap((event) => (event.type === 'wait' ? [event.waitsFor] : []));
  expect(waits[0]).toBe('its turn after clone of 951 (pid 7)');
  expect(waits.length).toBeGreaterThan(2);
  expect(events.findIndex(({ type }) => type === 'operation-start')).toBeGreaterThan(
    events.findLastIndex((event) => event.type === 'wait' && event.waitsFor.startsWith('its turn')),
  );
  const done = host.calls.map(({ do: what }) => what);
  expect(done.filter((what) => what !== 'remove')).toEqual([
    'lock',
    'release',
    'lock',
    'run',
    'release',
  ]);
  expect(host.tryLock(path)).toBeDefined();
});

test('who waits for its turn leaves at a stop, and a failure gives back what was taken', async () => {
  const { host, stop, context } = setup();
  const path = '/run/lock/phoenix/source-lxc-920.lock';
  const clone = run('pct clone 920 950', { holds: ['source:lxc-920'] });
  const other = host.tryLock(path);
  host.sleep = async () => stop.request('SIGINT');
  expect(await failure(execute([clone], context))).toBe(
    'stopped before "clone" of 950: interrupted',
  );
  other?.release();
  const fresh = setup();
  fresh.host.on('pct clone', { exit: 1 });
  await failure(execute([clone], fresh.context));
  expect(fresh.host.tryLock(path)).toBeDefined();
});
