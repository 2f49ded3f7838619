import { expect, it } from 'vitest';
import { run, world } from './test-support/run.ts';

const foreign = (outcome: string) => ({ type: 'guest-result', guest: 951, outcome, seconds: 1 });

it('a manager is believed about its own guest alone, and what it said of others is told', async () => {
  const on = world({
    guests: {
      950: {
        events: [
          foreign('created'),
          { type: 'operation-start', guest: 952, operation: 'x', cause: 'y' },
          { type: 'note', guest: 950, text: 'its own' },
          { type: 'note', guest: 951, text: 'forged' },
          { type: 'plan', plan: { id: 953, action: 'create' } },
          { type: 'of a newer minor', guest: 950 },
          5,
        ],
      },
      951: { exit: 1 },
    },
    any: { action: 'none' },
  });
  expect(await run('converge 950 951 --progress plain', on)).toBe(1);
  const { stdout, stderr } = on.printed;
  expect(stderr).toContain('950 vllm: its own');
  expect(stderr).not.toContain('forged');
  expect(stderr).not.toMatch(/951 \S+: created/);
  expect(stderr).toContain(
    'lxc-manager told 2 lines that are no events and 4 lines about 951, 952, 953, which it was not asked about: left out',
  );
  expect(stdout).toMatch(/✖ 951 /);
});

it('the stream of --progress json has no event of somebody else either', async () => {
  const on = world({ guests: { 950: { events: [foreign('created')] } }, any: { action: 'none' } });
  expect(await run('converge 950 --progress json', on)).toBe(0);
  const events = on.printed.stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events.filter(({ guest }) => guest === 951)).toEqual([]);
});

it.each([
  ['', 'ended with 0 and did not say why'],
  ['{"guests":[null]}', 'answered what makes no sense'],
  ['{"guests":[{"id":"950"}]}', 'answered what makes no sense'],
  [
    '{"guests":[{"id":950,"kind":"lxc","name":"x","action":"change"}]}',
    'answered what makes no sense',
  ],
])('an answer that makes no sense is told: %s', async (stdout, why) => {
  const on = world({ 'lxc-manager': { answer: { exit: 0, stdout } } });
  expect(await run('plan 950', on)).toBe(1);
  expect(on.printed.stderr).toContain(`error: lxc-manager ${why}`);
  expect(on.printed.stderr).not.toContain('internal error');
});

it('an answer about a guest that was not asked about is refused', async () => {
  const plan = {
    id: 8000,
    kind: 'vm',
    name: 'x',
    action: 'change',
    operations: [],
    notes: [],
    problems: [],
  };
  const on = world({
    'lxc-manager': { answer: { exit: 0, stdout: JSON.stringify({ guests: [plan] }) } },
  });
  expect(await run('plan 950', on)).toBe(1);
  expect(on.printed.stderr).toContain(
    'error: lxc-manager answered about 8000, which it was not asked about',
  );
});

it.each(['', 'null', '{"steps":5}', '{"steps":[null]}', '{"steps":[{"step":1}]}'])(
  'a manager of the host that answers %j keeps nobody from the guests',
  async (stdout) => {
    const on = world({
      any: { action: 'none' },
      'hypervisor-manager': { answer: { exit: 0, stdout } },
    });
    expect(await run('drift', on)).toBe(0);
    expect(on.printed.stdout).toContain('hypervisor-manager has no answer');
    for (const line of ['setup --wipe-disks', 'plan --host --out /nowhere/plan']) {
      await run(line, on);
      expect(on.printed.stderr).not.toContain('internal error');
    }
  },
);
