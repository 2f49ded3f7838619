import { describe, expect, it } from 'vitest';
import type { FakeHost } from '../../host/fake-host.ts';
import { CONTAINERS, VMS } from '../kind.ts';
import { hostOf, runTwin } from './fixture.ts';

describe.each([CONTAINERS, VMS])('a $word that was started and never found ready', (kind) => {
  const id = kind.example.guest;
  const mark = `/var/log/phoenix/making/${kind.name}-${id}.json`;
  const door = `${kind.name === 'lxc' ? 'pct' : 'vm-manager'} exec ${id}`;
  const start = `${kind.tool} start ${id}`;
  const listed = (state: string) =>
    kind.name === 'lxc' ? `${id} ${state} x\n` : `${id} x ${state} 512 8.00 4711\n`;

  /** The guest is there, stopped, with a health check; starting it makes it run. */
  function stopped(): FakeHost {
    const host = hostOf(kind);
    host.files.set(kind.conf(id), 'cores: 1\n');
    for (const path of ['/lab/etc/phoenix_lxc_configs.json', '/lab/etc/phoenix_vm_configs.json']) {
      const config = JSON.parse(host.files.get(path) ?? '');
      for (const guest of [...Object.values(config.lxc_configs ?? {}), ...(config.vms ?? [])])
        Object.assign(guest as object, { health_check: { command: ['well'], retries: 1 } });
      host.files.set(path, JSON.stringify(config));
    }
    host.on(`${kind.tool} list`, listed('stopped'));
    host.on(start, { effect: (at) => void at.on(`${kind.tool} list`, listed('running')) });
    return host;
  }

  const silent = (host: FakeHost) => host.on(door, { exit: 1, stderr: 'no answer\n' });
  const answers = (host: FakeHost) => host.on(door, {});
  const bring = ['create', `${id}`, '--bring', `${id}`];

  /** A start failed, since nothing in the guest answered. */
  async function left(): Promise<FakeHost> {
    const host = silent(stopped());
    expect((await runTwin(kind, bring, { host })).exit).toBe(1);
    expect(host.ran().at(-2)).toBe(start);
    expect(JSON.parse(host.files.get(mark) ?? '')).toMatchObject({ stage: 'start' });
    return host;
  }
  const since = (host: FakeHost, count: number) => host.ran().slice(count);

  it.each([
    ['create --bring', bring],
    ['start', ['start', `${id}`]],
    ['create', ['create', `${id}`]],
  ])(
    'fails in the same way when %s comes again, and is awaited until it is up',
    async (_, argv) => {
      const host = await left();
      const before = host.ran().length;
      expect((await runTwin(kind, argv, { host })).exit).toBe(1);
      const [ready, ...more] = since(host, before);
      expect(ready).toMatch(new RegExp(`^${door} -- sh -s -- 120`));
      expect(more).toEqual([]);
      answers(host);
      expect((await runTwin(kind, argv, { host })).exit).toBe(0);
      expect(since(host, before)).not.toContain(start);
      expect(since(host, before).at(-1)).toMatch(/ well$/);
      expect(host.files.has(mark)).toBe(false);
      const done = host.ran().length;
      const again = await runTwin(kind, argv[0] === 'create' ? bring : argv, { host });
      expect(again.result).toContain('unchanged');
      expect(host.ran()).toHaveLength(done);
    },
  );

  it('is no other when its health check failed', async () => {
    const host = stopped();
    host.on(`${door} -- sh -s -- health`, { exit: 1 });
    for (const argv of [bring, bring, ['start', `${id}`]])
      expect((await runTwin(kind, argv, { host })).exit).toBe(1);
    expect(host.ran().filter((line) => line === start)).toHaveLength(1);
    expect(host.files.has(mark)).toBe(true);
  });

  it('is planned to be awaited, and shown as not provisioned', async () => {
    const host = await left();
    const planned = await runTwin(kind, [...bring, '--dry-run', '--json'], { host });
    const [plan] = JSON.parse(planned.result).guests;
    expect(plan.action).toBe('change');
    expect(plan.operations.map((one: { id: string }) => one.id)).toEqual(['ready', 'health']);
    expect(plan).not.toHaveProperty('completes');
    const { result } = await runTwin(kind, ['status', `${id}`, '--json'], { host });
    expect(JSON.parse(result).guests[0]).toMatchObject({ running: true, provisioned: false });
  });

  it('is an ordinary one once it was stopped, by hand or not, or deleted', async () => {
    const host = await left();
    host.on(`${kind.tool} list`, listed('stopped'));
    const planned = await runTwin(kind, [...bring, '--dry-run', '--json'], { host });
    expect(JSON.parse(planned.result).guests[0].operations[0].id).toBe('start');
    await runTwin(kind, ['stop', `${id}`], { host });
    expect(host.files.has(mark)).toBe(false);
    const other = await left();
    await runTwin(kind, ['delete', `${id}`, '--yes'], { host: other });
    expect(other.files.has(mark)).toBe(false);
  });

  it('keeps the mark of its creation through starts and stops', async () => {
    const host = silent(stopped());
    const making = { kind: kind.name, id, stage: 'provision', argv: [], since: '2026-01-01' };
    host.files.set(mark, JSON.stringify(making));
    await runTwin(kind, ['start', `${id}`], { host });
    await runTwin(kind, ['stop', `${id}`], { host });
    answers(host);
    await runTwin(kind, ['restart', `${id}`], { host });
    expect(host.files.get(mark)).toBe(JSON.stringify(making));
    await runTwin(kind, ['create', `${id}`], { host });
    expect(host.files.has(mark)).toBe(false);
  });
});
