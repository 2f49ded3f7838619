import { checksOf } from '@phoenix/shared-runtime/guests';
import { BASE, running, undoable } from '@phoenix/shared-runtime/testing';
import { describe, expect, it } from 'vitest';
import { aGuest, anInput, confOf, planCreate } from './fixtures.ts';

const script = (path: string) => ({ name: path, type: 'script', path }) as const;
const scripts = ['a', 'b', 'c'].map((name) => `${BASE}/bin/tests/${name}`);
const names = (guest: ReturnType<typeof aGuest>, suite?: string) =>
  checksOf(anInput({ guests: [guest], scripts }), suite).map(
    ({ suite: of, name }) => `${of}: ${name}`,
  );

describe('checks of a guest', () => {
  const health_check = { command: ['true'], retries: 1, interval: 1 };
  const guest = aGuest(950, { health_check, tests: { web: [script('a')], db: [script('b')] } });

  it.each([
    [undefined, ['health: health check', 'web: a', 'db: b']],
    ['health', ['health: health check']],
    ['db', ['db: b']],
    ['none', []],
  ])('of suite %s', (suite, expected) => expect(names(guest, suite)).toEqual(expected));

  it('of one that declares none', () => expect(names(aGuest(950))).toEqual([]));

  it('the older form is the suite integration_tests, unless there is one', () => {
    const integration_tests = { first: 'a', second: 'b' };
    expect(names(aGuest(950, { integration_tests }))).toEqual(['integration_tests: first']);
    const tests = { integration_tests: [script('c')] };
    expect(names(aGuest(950, { integration_tests, tests }))).toEqual(['integration_tests: c']);
  });

  it('carry out a health check, and say what stands in the way of a test', () => {
    const [health] = checksOf(anInput({ guests: [guest] }), undefined);
    expect(health?.operations.map(({ id }) => id)).toEqual(['health']);
    expect(checksOf(anInput({ guests: [guest] }), 'web')[0]).toMatchObject({
      operations: [],
      problems: [
        {
          message: `cannot run test "a" of 950: ${BASE}/bin/tests/a does not exist`,
          hint: 'write that script, or correct its path in the tests of the guest',
        },
      ],
    });
  });
});

it('tests run at the end of create only where that is asked for', () => {
  const guest = aGuest(950, {
    application_script: 'app.sh',
    tests: { integration_tests: [script('a')], other: [script('b')] },
  });
  const ids = (run_integration_tests: boolean) =>
    planCreate(
      anInput({
        guests: [{ ...guest, run_integration_tests }],
        scripts: [...scripts, `${BASE}/bin/app.sh`],
      }),
      false,
    ).operations.flatMap(({ id }) => (id.startsWith('test ') ? [id] : []));
  expect(ids(false)).toEqual([]);
  expect(ids(true)).toEqual(['test directory for a', 'test a']);
});

it('what is written beside a guest alone needs no way back', () => {
  const guest = aGuest(950, { firewall: { enabled: true, rules: [] } });
  const conf = confOf(aGuest(950)).replace('bridge=vmbr0', 'bridge=vmbr0,firewall=1');
  const input = anInput({ guests: [guest], observed: { 950: running(conf) } });
  const plan = planCreate(undoable(input), false);
  expect(plan.operations.map(({ id }) => id)).toEqual(['firewall']);
  expect(plan.undo).toBeUndefined();
});

it('lines that Proxmox does not understand are told by whoever has the file written anew', () => {
  const conf = `${confOf(aGuest(950))}odd line\n`;
  const notes = (memory_mb: number) =>
    planCreate(
      anInput({ guests: [aGuest(950, { memory_mb })], observed: { 950: running(conf) } }),
      false,
    ).notes;
  expect(notes(512)).toEqual([]);
  expect(notes(1024)).toEqual([
    'the conf file of 950 loses what Proxmox does not understand, since Proxmox writes it anew: odd line',
  ]);
});
