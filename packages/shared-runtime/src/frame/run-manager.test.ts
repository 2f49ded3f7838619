import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PhoenixError } from '../errors.ts';
import { execute } from '../executor/execute.ts';
import { EXIT } from '../exit-codes.ts';
import { fakeHost } from '../host/fake-host.ts';
import { FILES, tryOut, verb } from './fixture.ts';
import { isAtWork } from './guest-lock.ts';

beforeEach(() => void vi.spyOn(process, 'getuid').mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

const act = verb((context) => context.eachGuest(async () => 'changed'), { effect: 'change' });

test('guests are worked on in the order given, and each result is told', async () => {
  const seen: number[] = [];
  const create = verb((context) =>
    context.eachGuest(async (id) => {
      seen.push(id);
      context.host.sleep(12);
      return id === 950 ? 'created' : 'unchanged';
    }),
  );
  expect(await tryOut({ create }, ['create', '950', '900'])).toMatchObject({
    exit: 0,
    result: '950 vllm: created in 12s\n900 base: unchanged\n',
    talk: '',
  });
  expect(seen).toEqual([950, 900]);
  const json = await tryOut({ create }, ['create', '900', '--json']);
  expect(JSON.parse(json.result)).toEqual({
    guests: [{ id: 900, kind: 'lxc', name: 'base', outcome: 'unchanged', seconds: 12 }],
    summary: { created: 0, changed: 0, unchanged: 1, failed: 0, skipped: 0 },
  });
});

test('what was noted of a guest is in its result for programs', async () => {
  const reconfigure = verb((context) =>
    context.eachGuest(async (id) => {
      if (id === 950) context.emit({ type: 'note', guest: id, text: 'a restart is due' });
      return 'changed';
    }),
  );
  const { result } = await tryOut({ reconfigure }, ['reconfigure', '950', '900', '--json']);
  const [noted, other] = JSON.parse(result).guests;
  expect(noted).toMatchObject({ id: 950, notes: ['a restart is due'] });
  expect(other).not.toHaveProperty('notes');
});

test.each([
  ['stop', 'stopped'],
  ['delete', 'deleted'],
  ['create', 'changed'],
])('what %s did is called %s, for programs it is a change', async (name, word) => {
  const did = { [name]: verb((context) => context.eachGuest(async () => 'changed')) };
  expect((await tryOut(did, [name, '950'])).result).toBe(`950 vllm: ${word} in 0s\n`);
  const { result } = await tryOut(did, [name, '950', '--json']);
  expect(JSON.parse(result).guests[0].outcome).toBe('changed');
});

test('a guest that fails is explained, and the others follow', async () => {
  const create = verb((context) =>
    context.eachGuest(async (id) => {
      if (id === 900) return 'unchanged';
      throw new PhoenixError('cannot create 950: no space', {
        hint: 'make room',
        log: '/l',
        output: 'a\nb',
      });
    }),
  );
  expect(await tryOut({ create }, ['create', '950', '900'])).toMatchObject({
    exit: 1,
    result: '950 vllm: failed in 0s\n900 base: unchanged\n',
    talk: 'error: cannot create 950: no space\n  | a\n  | b\nhint: make room\nlog: /l\n',
  });
});

test('an operation that fails has its log in the journal', async () => {
  const host = fakeHost({
    files: FILES,
    commands: { 'pct start': { exit: 1, stderr: 'no bridge\n' } },
  });
  const start = verb((context) =>
    context.eachGuest(async (id) => {
      const run = ['pct', 'start', `${id}`] as const;
      const operation = {
        id: 'start',
        cause: 'it is stopped',
        run,
        effect: 'change',
        deadline: 9,
      } as const;
      await execute([operation], context.execution(id));
      return 'changed';
    }),
  );
  const { exit, talk } = await tryOut({ start }, ['start', '950'], host);
  expect(exit).toBe(1);
  expect(talk).toMatch(
    /^950 start: it is stopped\nerror: .*: no bridge\nlog: \/var\/log\/phoenix\/runs\/.*\/001-950-start.log\n$/,
  );
  const events = [...host.files].find(([path]) => path.endsWith('events.jsonl'))?.[1] ?? '';
  expect(
    events
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).type),
  ).toEqual(['operation-start', 'wait', 'operation-end', 'guest-result']);
});

test('what stands in the way has its exit status and words', async () => {
  const cases: [string[], number, string][] = [
    [
      ['act', '999'],
      EXIT.notFound,
      'error: 999 is not declared in /lab/etc/phoenix_lxc_configs.json\n',
    ],
    [['act', '951'], EXIT.notFound, 'hint: did you mean 950 (vllm)?'],
    [['act', '8001'], EXIT.notFound, 'hint: 8001 is a VM: vm-manager makes it'],
    [['act', '950', '--bring', '999'], EXIT.notFound, '999 is not declared'],
    [['act', '950', '--config', '/none.json'], EXIT.configInvalid, '/none.json does not exist'],
    [
      ['act', '950', '--base-dir', '/none'],
      EXIT.configInvalid,
      'error: the configuration is invalid',
    ],
    [['latre'], EXIT.usage, 'error: unknown verb "latre"\nhint: did you mean later?\n'],
  ];
  for (const [argv, exit, text] of cases) {
    const tried = await tryOut({ act, later: verb() }, argv);
    expect(tried.exit, argv.join(' ')).toBe(exit);
    expect(tried.talk).toContain(text);
    expect(tried.host.calls).toEqual([]);
  }
});

test('an id that is like no other is told as it is', async () => {
  const { exit, talk } = await tryOut({ act }, ['act', '7777']);
  expect(exit).toBe(EXIT.notFound);
  expect(talk).toBe(
    'error: 7777 is not declared in /lab/etc/phoenix_lxc_configs.json\nhint: phoenix status lists what is declared\n',
  );
});

test('only root changes guests, and anybody may look', async () => {
  vi.spyOn(process, 'getuid').mockReturnValue(1000);
  expect(await tryOut({ act }, ['act', '950'])).toMatchObject({
    exit: EXIT.notPermitted,
    talk: expect.stringContaining('cannot change guests: lxc-manager must run as root'),
  });
  expect((await tryOut({ act }, ['act', '950', '--dry-run'])).exit).toBe(0);
});

test('with --json an error is an object as well', async () => {
  const { result, talk } = await tryOut({ act }, ['act', '999', '--json']);
  expect(JSON.parse(result)).toEqual({
    error: expect.objectContaining({ message: expect.stringContaining('999') }),
  });
  expect(talk).toContain('error: 999');
});

test.each([[['act', '--json']], [['frob', '--json']], [['act', '950', '--frob', '--json']]])(
  'so is a command line that is not understood: %j',
  async (argv) => {
    const { exit, result } = await tryOut({ act }, argv);
    expect(exit).toBe(EXIT.usage);
    expect(JSON.parse(result).error.message).not.toBe('');
  },
);

test('a defect is called one, its trace goes to a report', async () => {
  const broken = verb(async () => {
    throw new TypeError('x is not a function');
  });
  const { exit, talk, host } = await tryOut({ broken }, ['broken', '950']);
  expect(exit).toBe(1);
  expect(talk).toMatch(
    /^error: internal error: x is not a function .*\nhint: please report it.*\nlog: (.*)\n$/,
  );
  const path = /log: (.*)/.exec(talk)?.[1] ?? '';
  expect(host.files.get(path)).toContain('TypeError: x is not a function\n    at');
  expect(host.files.get(path)).toContain('lxc-manager broken 950');
});

test('a lock is held during the work; a busy guest names who has it', async () => {
  const path = '/run/lock/phoenix/lxc-950.lock';
  const create = verb((context) =>
    context.eachGuest((id) =>
      context.withLock(id, async () => {
        expect([...host.locks.keys()]).toEqual([path]);
        expect(isAtWork(host, 'lxc', 950)).toBe(true);
        return 'changed' as const;
      }),
    ),
  );
  const host = fakeHost({ files: FILES });
  expect((await tryOut({ create }, ['create', '950'], host)).exit).toBe(0);
  expect(host.locks.size).toBe(0);
  expect(isAtWork(host, 'lxc', 950)).toBe(false);

  const since = new Date(host.now()).toISOString();
  host.tryLock(path, { pid: 123, command: 'lxc-manager create 950', since });
  const begun = host.now();
  const busy = await tryOut({ create }, ['create', '950'], host);
  expect(busy.exit).toBe(EXIT.busy);
  expect(busy.talk).toMatch(
    /error: 950 is busy: pid 123 `lxc-manager create 950` holds it since \d\d:00:00\nhint: .*--wait 5m/,
  );
  expect(host.now() - begun).toBeLessThan(1000);
  const waited = await tryOut({ create }, ['create', '950', '--wait', '25s'], host);
  expect(waited.exit).toBe(EXIT.busy);
  expect(host.now() - begun).toBeCloseTo(25_000, -2);
  expect(waited.talk.match(/waits for the end of other work on 950: pid 123/g)).toHaveLength(2);
});

test('who took the lock a moment ago and has not yet written who he is gets time to', async () => {
  const path = '/run/lock/phoenix/lxc-950.lock';
  const create = verb((context) =>
    context.eachGuest((id) => context.withLock(id, async () => 'changed' as const)),
  );
  const host = fakeHost({ files: FILES });
  host.tryLock(path);
  const sleep = host.sleep;
  host.sleep = (...args) => {
    host.files.set(path, JSON.stringify({ pid: 123, command: 'lxc-manager start', since: 'now' }));
    return sleep(...args);
  };
  const busy = await tryOut({ create }, ['create', '950'], host);
  expect(busy.talk).toContain('error: 950 is busy: pid 123 `lxc-manager start` holds it');

  const silent = fakeHost({ files: FILES });
  silent.tryLock(path);
  const begun = silent.now();
  const refused = await tryOut({ create }, ['create', '950'], silent);
  expect(refused.talk).toContain(`error: 950 is busy: another process holds ${path}`);
  expect(silent.now() - begun).toBeLessThan(1000);
});

test('no ids mean all guests of the kind, where a verb allows that', async () => {
  const plan = verb((context) => context.eachGuest(async () => 'unchanged'), { ids: 'any' });
  expect((await tryOut({ plan }, ['plan'])).result).toBe(
    '900 base: unchanged\n950 vllm: unchanged\n',
  );
});

test('without a terminal a question is the command that answers it', async () => {
  const remove = verb(async (context) => {
    await context.confirm('950 would be destroyed.');
    return undefined;
  });
  const { exit, talk } = await tryOut({ remove }, ['remove', '950']);
  expect(exit).toBe(EXIT.usage);
  expect(talk).toContain(
    'hint: type lxc-manager remove 950 --base-dir /lab --yes if that is meant',
  );
  expect((await tryOut({ remove }, ['remove', '950', '--yes'])).exit).toBe(0);
});

test('a verb that takes an invalid configuration finds the errors in what is declared', async () => {
  const look = verb(async ({ declared }) => declared.diagnostics.length, {
    ids: 'none',
    takesInvalid: true,
  });
  const { exit, talk } = await tryOut({ look }, ['look', '--base-dir', '/none']);
  expect([exit > 0, talk]).toEqual([true, '']);
});

test('help has the examples first and every exit status; version is one line', async () => {
  const help = (await tryOut({ act }, ['act', '--help'])).result;
  expect(help.indexOf('Examples:')).toBeLessThan(help.indexOf('Usage:'));
  expect(help).toContain('lxc-manager act 950  does it to 950');
  expect(help).toContain('It does something to guests.');
  for (const code of Object.values(EXIT)) expect(help).toMatch(new RegExp(`^ +${code}  `, 'm'));
  expect((await tryOut({ act }, [])).result).toContain('  act  do something\n');
  expect((await tryOut({ act }, ['--version'])).result).toMatch(/^lxc-manager \d+\.\d+\.\d+\n$/);
  for (const line of help.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  const long = verb(undefined, { description: ['It goes on and on,', 'to the end. '.repeat(20)] });
  const told = (await tryOut({ long }, ['long', '--help'])).result;
  expect(told).toContain('\nIt goes on and on, to the end.');
  for (const line of told.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
});
