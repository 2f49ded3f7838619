import type { Declared } from '@phoenix/shared-config';
import {
  createStop,
  openJournal,
  type PhoenixEvent,
  type RunOperation,
} from '@phoenix/shared-runtime';
import { fakeHost } from '@phoenix/shared-runtime/testing';
import { describe, expect, it } from 'vitest';
import { perform } from './perform.ts';
import type { SetupStep, StepDraft } from './step.ts';

/** A host on which commands named DO leave a file, with all that a run of setup needs. */
function on(...steps: SetupStep[]) {
  const host = fakeHost();
  host.on('do', { effect: (self, argv) => void self.files.set(`/done/${argv[1]}`, '') });
  const stop = createStop();
  const events: PhoenixEvent[] = [];
  const emit = (event: PhoenixEvent) => void events.push(event);
  const journal = openJournal(host, { command: ['x'], warn() {} });
  const context = {
    verb: 'setup',
    host,
    stop,
    emit,
    journal,
    execution: (guest: number | string) => ({ host, guest, emit, stop, logFor: () => '/log' }),
    withLock: <T>(_: number | string, work: () => Promise<T>) => work(),
  };
  const declaration = {
    config: {} as Declared['hypervisor'],
    declared: {} as Declared,
    baseDir: '/base',
    options: { wipe: [], upgrade: false },
    packages: [],
  };
  const run = () => perform({ declaration, steps }, context);
  return { host, stop, events, run };
}

const operation = (name: string): RunOperation => ({
  id: name,
  cause: `${name} is not done`,
  run: ['do', name],
  effect: 'change',
  deadline: 60,
});

/** A step that does one thing, until it is done. */
function step(
  name: string,
  more: Partial<SetupStep> & { draft?: SetupStep['draft'] } = {},
): SetupStep {
  return {
    name,
    title: `the ${name}`,
    after: [],
    isDeclared: () => true,
    packages: () => [],
    draft: async (_, host) => ({
      operations: host.exists(`/done/${name}`) ? [] : [operation(name)],
    }),
    ...more,
  };
}

/** Each step with what became of it. */
async function outcomes({ run }: ReturnType<typeof on>): Promise<string[]> {
  const { results, exit } = await run();
  const told = results.map(({ step: name, outcome, error, restart }) =>
    [name, outcome, error?.message, restart].filter(Boolean).join(' '),
  );
  return [...told, `exit ${exit}`];
}

describe('steps', () => {
  it('follow one another, and a second run finds nothing to do', async () => {
    const host = on(step('a'), step('b'));
    expect(await outcomes(host)).toEqual(['a changed', 'b changed', 'exit 0']);
    expect(host.host.ran()).toEqual(['do a', 'do b']);
    expect(await outcomes(host)).toEqual(['a unchanged', 'b unchanged', 'exit 0']);
    expect(host.host.ran()).toHaveLength(2);
  });
  it('that fail keep back those that need them, and no others', async () => {
    const host = on(step('a'), step('b', { after: ['a'] }), step('c', { after: ['b'] }), step('d'));
    host.host.on('do a', { exit: 1, stdout: 'no space' });
    expect(await outcomes(host)).toEqual([
      'a failed cannot do "a" for a: do a exited 1: no space',
      'b skipped because of a',
      'c skipped because of b',
      'd changed',
      'exit 1',
    ]);
  });
  it('wait for packages only when they need some', async () => {
    const needy = step('b', { packages: () => ['nfs-kernel-server'] });
    const host = on(step('packages'), needy, step('c'));
    host.host.on('do packages', { exit: 100 });
    expect((await outcomes(host)).slice(1)).toEqual([
      'b skipped because of packages',
      'c changed',
      'exit 1',
    ]);
  });
  it('are looked at again: a command that did nothing is a failure', async () => {
    const host = on(step('a'));
    host.host.on('do a', '');
    expect((await outcomes(host))[0]).toBe(
      'a failed everything that a had to do went well, but the host is not as declared: a is not done',
    );
  });
  it('that need a restart keep back those after them, and the run ends well', async () => {
    const waiting = async (): Promise<StepDraft> => ({ operations: [], restart: 'b is loaded' });
    const host = on(step('a', { draft: waiting }), step('b', { after: ['a'] }), step('c'));
    expect(await outcomes(host)).toEqual([
      'a unchanged b is loaded',
      'b skipped until the host was restarted, which a needs: b is loaded',
      'c changed',
      'exit 0',
    ]);
  });
  it('have one problem: nothing at all is changed', async () => {
    const stuck = async () => ({ operations: [], problems: [{ message: 'cannot', hint: 'look' }] });
    const host = on(step('a'), step('b', { draft: stuck }));
    await expect(host.run()).rejects.toMatchObject({
      message: 'cannot\nnothing was changed',
      hint: 'look; phoenix setup --skip b does the rest',
      exit: 65,
    });
    expect(host.host.ran()).toEqual([]);
  });
  it('tell how to go back, which is done when an operation between fails', async () => {
    const draft = async (): Promise<StepDraft> => ({
      operations: [operation('arm'), operation('change'), operation('confirm'), operation('end')],
      undo: { after: 'arm', before: 'end', operations: [operation('back')] },
    });
    const host = on(step('net', { draft }));
    host.host.on('do confirm', { exit: 1 });
    const [told] = await outcomes(host);
    expect(told).toContain('net failed cannot do "confirm" for net');
    expect(told).toContain('net is back in the state before the change');
    expect(host.host.ran()).toEqual(['do arm', 'do change', 'do confirm', 'do back']);
  });
  it('stop when somebody asks for that', async () => {
    const host = on(step('a'), step('b'), step('c'));
    host.host.on('do a', {
      effect(self) {
        self.files.set('/done/a', '');
        host.stop.request('SIGINT');
      },
    });
    expect(await outcomes(host)).toEqual([
      'a changed',
      'b skipped the run was stopped before it',
      'c skipped the run was stopped before it',
      'exit 130',
    ]);
  });
  it('are told with their plans before anything begins', async () => {
    const host = on(step('a'), step('b'));
    await host.run();
    expect(host.events.map(({ type }) => type).slice(0, 3)).toEqual([
      'plan',
      'plan',
      'operation-start',
    ]);
    expect(host.events.at(-1)).toMatchObject({
      type: 'guest-result',
      guest: 'b',
      outcome: 'changed',
    });
  });
});
