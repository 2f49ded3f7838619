import { expect, it } from 'vitest';
import { run, world } from '../test-support/run.ts';

const stopping = {
  action: 'change',
  operations: [
    { id: 'stop', cause: 'it runs' },
    { id: 'rollback', cause: 'asked to go back' },
  ],
};

it('asks about what it does, with the name and the guests', async () => {
  const on = world({ guests: {} }, { answers: ['no'] });
  expect(await run('rollback before 950 953 --force', on)).toBe(1);
  expect(on.printed.stderr).toContain(
    'rollback takes these guests back to snapshot before; what was written in them since is lost:\n',
  );
  expect(on.calls()).toHaveLength(1);
});

it('starts those that ran when all are back, foundations first', async () => {
  const on = world({ guests: { 953: stopping, 950: stopping } });
  expect(await run('rollback before 950 953 --yes --force --parallel 1', on)).toBe(0);
  expect(on.calls()).toEqual([
    'lxc-manager rollback 950 953 --name before --dry-run --json',
    'lxc-manager start 953 950 --as-stopped --dry-run --json',
    'lxc-manager rollback 950 --name before --yes',
    'lxc-manager rollback 953 --name before --yes',
    'lxc-manager start 953',
    'lxc-manager start 950',
  ]);
  expect(on.printed.stdout).toMatch(/Done in .*: 2 rolled back\nnext: phoenix plan 950 953\n$/);
});

it('starts nobody while one is not back, and goes on with the same command', async () => {
  const error = { message: 'cannot roll 953 back to before: no' };
  const on = world({ guests: { 953: { ...stopping, exit: 1, result: { error } }, 950: stopping } });
  expect(await run('rollback before 950 953 --yes --force', on)).toBe(1);
  expect(on.calls().filter((line) => /start \d+$/.test(line))).toEqual([]);
  expect(on.printed.stderr).toContain(
    'note: not started again, since not everything has gone well',
  );
  expect(on.printed.stdout).toMatch(/next: phoenix rollback before 950 953 --force\n$/);
});
