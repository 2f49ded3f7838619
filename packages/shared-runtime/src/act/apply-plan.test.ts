import { describe, expect, test } from 'vitest';
import { PhoenixError } from '../errors.ts';
import type { PhoenixEvent } from '../events.ts';
import type { GuestPlan } from '../guest-plan.ts';
import { type FakeHost, type FakeReply, fakeHost } from '../host/fake-host.ts';
import type { Operation, RunOperation } from '../operation.ts';
import { createStop } from '../stop.ts';
import { applyPlan } from './apply-plan.ts';

const CONF = '/etc/pve/lxc/950.conf';
const SECTION = '[undo]\nsnaptime: 1\n';
const REFUSED: FakeReply = { exit: 2, stderr: 'no\n' };

function run(line: string, more: Partial<RunOperation> = {}): Operation {
  const [program = '', ...words] = line.split(' ');
  return { id: line, cause: '', run: [program, ...words], effect: 'change', deadline: 9, ...more };
}

const TAKE = run('pct snapshot 950 undo', { snapshots: true });
const DROP = run('pct delsnapshot 950 undo', { snapshots: true });
const BACK = run('pct rollback 950 undo', { snapshots: true });
const START = run('pct start 950', { starts: true });
const NEWER = run('pct delsnapshot 950 newer', {
  when: [{ conf: CONF, section: 'newer' }],
  snapshots: true,
});

const PLAN: GuestPlan = {
  id: 950,
  kind: 'lxc',
  name: 'web',
  action: 'change',
  completes: true,
  operations: [run('mkdir /x'), TAKE, run('pct set 950'), DROP, run('pct template 950')],
  undo: { after: TAKE.id, before: DROP.id, operations: [NEWER, BACK, START, DROP] },
  notes: [],
  problems: [],
};

/** Carries the plan out on a host where some commands answer otherwise. */
async function apply(
  commands: Record<string, FakeReply>,
  conf = SECTION,
  plan = PLAN,
  files: Record<string, string> = {},
) {
  const host = fakeHost({ files: { [CONF]: conf, ...files }, commands });
  const stop = createStop();
  const events: PhoenixEvent[] = [];
  const context = {
    host,
    stop,
    guest: 950,
    emit: (event: PhoenixEvent) => void events.push(event),
    logFor: () => '',
  };
  for (const [start, { effect }] of Object.entries(commands))
    if (effect === INTERRUPT) host.on(start, { effect: () => stop.request('SIGINT') });
  const failure = await applyPlan(plan, context).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure !== undefined && !(failure instanceof PhoenixError)) throw failure;
  return { host, failure, events, ran: host.ran() };
}

/** Stands for a first Ctrl-C while a command runs. */
const INTERRUPT = () => {};
const marks = ({ files }: FakeHost) => [...files.keys()].filter((path) => path.includes('making'));

describe('a plan with a way back', () => {
  test('goes to its end as any other', async () => {
    const { failure, ran } = await apply({});
    expect(failure).toBeUndefined();
    expect(ran).toEqual(PLAN.operations.map(({ id }) => id));
  });

  test.each([
    ['before the snapshot', 'mkdir', ['mkdir /x']],
    ['of the snapshot itself', 'pct snapshot', ['mkdir /x', TAKE.id]],
    [
      'of the end of the snapshot',
      'pct delsnapshot 950 undo',
      ['mkdir /x', TAKE.id, 'pct set 950', DROP.id],
    ],
    ['after that', 'pct template', PLAN.operations.map(({ id }) => id)],
  ])('is not gone back on for a failure %s', async (_, command, wanted) => {
    const { failure, ran } = await apply({ [command]: REFUSED });
    expect(failure?.message).toMatch(/exited 2: no$/);
    expect(ran).toEqual(wanted);
  });

  test('is gone back on for a failure in between, which stays the error', async () => {
    const { failure, host, ran } = await apply({ 'pct set': REFUSED });
    expect(ran).toEqual(['mkdir /x', TAKE.id, 'pct set 950', BACK.id, START.id, DROP.id]);
    expect(failure?.message).toBe(
      'cannot do "pct set 950" for 950: pct set exited 2: no; 950 is back in the state before the change',
    );
    expect(failure?.status).toBe(2);
    // It was started and nobody has seen it ready: the next run looks.
    expect(marks(host)).toEqual(['/var/log/phoenix/making/lxc-950.json']);
  });

  test('what may have been made on the way goes first', async () => {
    const { ran } = await apply({ 'pct set': REFUSED }, `${SECTION}[newer]\nsnaptime: 2\n`);
    expect(ran.slice(3)).toEqual([NEWER.id, BACK.id, START.id, DROP.id]);
  });

  test.each([
    [
      'pct rollback',
      [BACK.id],
      'pct rollback 950 undo && pct start 950 && pct delsnapshot 950 undo',
    ],
    ['pct start', [BACK.id, START.id], 'pct start 950 && pct delsnapshot 950 undo'],
  ])('%s fails: what is left to do is told', async (command, wanted, typed) => {
    const { failure, ran } = await apply({ 'pct set': REFUSED, [command]: REFUSED });
    expect(ran.slice(3)).toEqual(wanted);
    expect(failure?.message).toBe(
      `cannot do "pct set 950" for 950: pct set exited 2: no; 950 could not be taken back to the state before the change: cannot do "${wanted.at(-1)}" for 950: ${command} exited 2: no`,
    );
    expect(failure?.hint).toBe(
      `to take it back, type ${typed}; phoenix create 950 goes on from where it is, and then nothing leads back`,
    );
  });

  test.each([
    ['refused leaves no mark', SECTION, []],
    [
      'killed leaves one that explains the lock',
      `lock: rollback\n${SECTION}`,
      ['lxc-950.snapshot'],
    ],
  ])('a rollback that was %s', async (_, conf, wanted) => {
    const { host } = await apply({ 'pct set': REFUSED, 'pct rollback': { exit: 255 } }, conf);
    expect(marks(host)).toEqual(wanted.map((name) => `/var/log/phoenix/making/${name}.json`));
  });

  test('an interrupt is no failure: the guest stays as far as it has come', async () => {
    const { failure, ran, events } = await apply({ 'pct set': { effect: INTERRUPT } });
    expect(failure?.name).toBe('Interrupted');
    expect(ran).toEqual(['mkdir /x', TAKE.id, 'pct set 950']);
    expect(events.at(-1)).toMatchObject({ type: 'note', text: expect.stringMatching('stays as') });
  });

  test('an interrupt while it goes back waits for the end of that', async () => {
    const { failure, ran } = await apply({
      'pct set': REFUSED,
      'pct rollback': { effect: INTERRUPT },
    });
    expect(ran.slice(3)).toEqual([BACK.id, START.id, DROP.id]);
    expect(failure?.message).toMatch('950 is back');
  });
});

describe('a command that makes volumes', () => {
  const MARK = '/var/log/phoenix/making/lxc-950.volumes.json';
  const SET = run('pct set 950 --mp0 guests:5,mp=/data', {
    allocates: [{ storage: 'guests', bytes: 5 * 2 ** 30 }],
  });
  const LISTED = 'Volid Format Type Size VMID\nguests:a subvol rootdir 1 950\n';
  const { undo: _undo, completes: _completes, ...bare } = PLAN;
  const plan = (completes: boolean, operations = [SET]): GuestPlan => ({
    ...bare,
    operations,
    ...(completes && { completes }),
  });

  test('has a mark around it of what the guest had before', async () => {
    const seen: (string | undefined)[] = [];
    const commands = {
      'pvesm list guests': { stdout: LISTED },
      'pct set': { effect: (host: FakeHost) => void seen.push(host.files.get(MARK)) },
    };
    const { host, failure } = await apply(commands, '', plan(false));
    expect(failure).toBeUndefined();
    expect(JSON.parse(seen[0] ?? '')).toMatchObject({
      kind: 'lxc',
      id: 950,
      volumes: [{ storage: 'guests', bytes: 5 * 2 ** 30 }],
      before: ['guests:a'],
    });
    expect(marks(host)).toEqual([]);
  });

  const MADE = `${LISTED}guests:b subvol rootdir ${5 * 2 ** 30} 950\n`;
  const made = {
    'pct set': {
      exit: 137,
      effect: (host: FakeHost) => void host.on('pvesm list guests', MADE),
    },
  };

  test('leaves it when it is cut off, for as long as what it made has no name', async () => {
    const cut = await apply({ 'pvesm list guests': { stdout: LISTED }, ...made }, '', plan(false));
    expect(marks(cut.host)).toEqual([MARK]);
    const mark = { [MARK]: cut.host.files.get(MARK) ?? '' };
    const now = { 'pvesm list guests': { stdout: MADE } };
    expect(marks((await apply(now, '', plan(false, []), mark)).host)).toEqual([MARK]);
    expect(marks((await apply(now, '', plan(true, []), mark)).host)).toEqual([MARK]);
    const named = await apply(now, 'mp0: guests:b,mp=/data\n', plan(false, []), mark);
    expect(marks(named.host)).toEqual([]);
    const silent = await apply({ 'pvesm list': { exit: 255 } }, '', plan(true, []), mark);
    expect(marks(silent.host)).toEqual([MARK]);
  });

  test('leaves none when it was refused and made nothing', async () => {
    const commands = { 'pvesm list guests': { stdout: LISTED }, 'pct set': { exit: 255 } };
    expect(marks((await apply(commands, '', plan(false))).host)).toEqual([]);
  });

  test('does not run where nobody could tell its volumes from others', async () => {
    const { failure, host, ran } = await apply({ 'pvesm list': { exit: 255 } }, '', plan(false));
    expect(failure?.message).toMatch('storage guests does not tell what it has');
    expect(ran).toEqual([]);
    expect(marks(host)).toEqual([]);
  });

  test('has none on a storage that is for others, which Proxmox refuses', async () => {
    const storages = { '/etc/pve/storage.cfg': 'dir: guests\n\tpath /x\n\tcontent images\n' };
    const { host, ran } = await apply({ 'pct set': { exit: 255 } }, '', plan(false), storages);
    expect(ran).toEqual(['pct set 950 --mp0 guests:5,mp=/data']);
    expect(marks(host)).toEqual([]);
  });

  test('a mark that cannot be understood goes', async () => {
    expect(marks((await apply({}, '', plan(true, []), { [MARK]: '{}' })).host)).toEqual([]);
  });
});
