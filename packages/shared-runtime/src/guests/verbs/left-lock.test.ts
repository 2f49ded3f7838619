import { describe, expect, it } from 'vitest';
import type { FakeHost } from '../../host/fake-host.ts';
import { CONTAINERS, VMS } from '../kind.ts';
import { hostOf, runTwin } from './fixture.ts';

const UNLOCK = 'pct unlock 900';
/** No process of Linux gets this number, so it is never that of the test itself. */
const STRANGER = 2 ** 22 + 1;
const MARK = '/var/log/phoenix/making/lxc-950.json';

/** A host on which the clone of 950 from 900 was killed. */
function leftHost(conf = 'cores: 1\n'): FakeHost {
  const host = hostOf(CONTAINERS);
  host.files.set(CONTAINERS.conf(900), `${conf}lock: disk\n`);
  const argv = ['pct', 'clone', '900', '950', '--full', '1'];
  const since = '2026-01-01T11:00:00.000Z';
  const mark = { kind: 'lxc', id: 950, stage: 'define', argv, source: 900, since };
  host.files.set(MARK, JSON.stringify(mark));
  host.on(UNLOCK, { effect: (at) => at.files.set(CONTAINERS.conf(900), conf) });
  return host;
}

const isRunning = (host: FakeHost) => host.on('pct list', '900        running    disk    base\n');

async function ranBy(host: FakeHost, ...argv: string[]): Promise<string[]> {
  await runTwin(CONTAINERS, argv, { host });
  return host.ran().filter((line) => !line.startsWith('pct exec'));
}

async function plannedBy(host: FakeHost, ...argv: string[]): Promise<string[]> {
  const { result } = await runTwin(CONTAINERS, [...argv, '--json'], { host });
  const { guests } = JSON.parse(result) as { guests: { operations: { run: string[] }[] }[] };
  const lines = guests.flatMap(({ operations }) => operations.map(({ run }) => run.join(' ')));
  return lines.filter((line) => !line.startsWith('pct exec'));
}

describe('the source of a clone that was killed', () => {
  it('is freed by every verb that changes it', async () => {
    expect(await ranBy(leftHost(), 'create', '900')).toEqual([UNLOCK, 'pct start 900']);
    expect(await ranBy(leftHost(), 'start', '900')).toEqual([UNLOCK, 'pct start 900']);
    const shutdown = 'pct shutdown 900 --timeout 60';
    expect(await ranBy(isRunning(leftHost()), 'stop', '900')).toEqual([UNLOCK, shutdown]);
    const restart = [UNLOCK, shutdown, 'pct start 900'];
    expect(await ranBy(isRunning(leftHost()), 'restart', '900')).toEqual(restart);
    const destroy = 'pct destroy 900 --purge 1 --destroy-unreferenced-disks 1';
    expect(await ranBy(leftHost(), 'delete', '900', '--yes')).toEqual([UNLOCK, destroy]);
  });

  it('is left as it is by those that have nothing to do', async () => {
    expect(await ranBy(leftHost(), 'stop', '900')).toEqual([]);
    expect(await ranBy(isRunning(leftHost()), 'start', '900')).toEqual([]);
  });

  it('is freed by create also when it is only to be there', async () => {
    const host = leftHost('cores: 1\ntemplate: 1\n');
    expect(await ranBy(host, 'create', '900', '--bring', '900')).toEqual([UNLOCK]);
    expect(await plannedBy(host, 'plan', '900')).toEqual([]);
  });

  it('is freed once, whoever comes first', async () => {
    const both = ['create', '900', '950'];
    const planned = await plannedBy(leftHost(), ...both, '--dry-run');
    const made = ['pct start 900', 'pct create 950 --cores 1', 'pct start 950'];
    expect(planned).toEqual([UNLOCK, ...made]);
    expect(await ranBy(leftHost(), ...both)).toEqual(planned);
    const alone = [UNLOCK, 'pct create 950 --cores 1', 'pct start 950'];
    expect(await ranBy(leftHost(), 'create', '950')).toEqual(alone);
  });

  it('differs from what is declared, and is provisioned all the same', async () => {
    const { result } = await runTwin(CONTAINERS, ['status', '900', '--json'], { host: leftHost() });
    expect(JSON.parse(result).guests[0]).toMatchObject({ exists: true, drift: true });
  });

  it.each([
    [
      'a job is at work on it',
      (host: FakeHost) => {
        host.files.delete(MARK);
        working(host, 'move_volume');
      },
    ],
    ['no mark explains it', (host: FakeHost) => void host.files.delete(MARK)],
    [
      'the clone was made',
      (host: FakeHost) => {
        host.files.set(MARK, (host.files.get(MARK) ?? '').replace('define', 'provision'));
      },
    ],
    [
      'it is locked for something else',
      (host: FakeHost) => void host.files.set(CONTAINERS.conf(900), 'lock: backup\n'),
    ],
  ])('stays locked when %s', async (_, change) => {
    const host = leftHost();
    change(host);
    const { talk, result } = await runTwin(CONTAINERS, ['plan', '900'], { host });
    expect(talk + result).toContain('900 is locked');
    expect(await plannedBy(host, 'plan', '900')).toEqual([]);
  });

  it('is a container: Proxmox does not lock a VM that is cloned', () => {
    expect(VMS.sourceLock).toBeUndefined();
  });
});

describe('a snapshot that ended although we were killed', () => {
  const NOTE = '/var/log/phoenix/making/lxc-900.snapshot.json';
  const left = (conf: string) => {
    const host = hostOf(CONTAINERS);
    host.files.set(CONTAINERS.conf(900), conf);
    const argv = ['pct', 'snapshot', '900', 'kept'];
    const mark = { kind: 'lxc', id: 900, argv, since: '2026-01-01T11:00:00.000Z' };
    host.files.set(NOTE, JSON.stringify(mark));
    return host;
  };

  it('is not taken for one that goes on, once anything was done to the guest', async () => {
    const host = left('cores: 1\n');
    expect(await ranBy(host, 'start', '900')).toEqual(['pct start 900']);
    expect(host.files.has(NOTE)).toBe(false);
  });

  it('explains a lock until that is gone', async () => {
    const host = left('cores: 1\nlock: snapshot\n');
    expect(await ranBy(host, 'stop', '900')).toEqual([]);
    expect(host.files.has(NOTE)).toBe(true);
  });
});

describe('a guest that is being cloned', () => {
  const now = {
    'by a job': (host: FakeHost) => working(host, 'vzclone'),
    'by another manager': (host: FakeHost) => {
      const holder = { pid: STRANGER, command: 'lxc-manager create 950', since: '2026' };
      host.files.set('/run/lock/phoenix/lxc-950.lock', JSON.stringify(holder));
      host.files.set(`/proc/${STRANGER}/stat`, `${STRANGER} (lxc-manager) S ${'0 '.repeat(18)}1 0`);
    },
  };

  it.each(Object.entries(now))('is not locked, and keeps the lock: %s', async (_, clone) => {
    const host = leftHost();
    clone(host);
    expect(await plannedBy(host, 'plan', '900')).toEqual(['pct start 900']);
    const { result } = await runTwin(CONTAINERS, ['plan', '900', '--json'], { host });
    expect(JSON.parse(result).guests[0].problems).toEqual([]);
  });

  it('is no longer when the clone has ended since the first look', async () => {
    const host = leftHost();
    now['by another manager'](host);
    let looks = 0;
    const read = host.read;
    host.read = (path) => {
      if (path === CONTAINERS.conf(900)) {
        looks += 1;
        if (looks === 2) host.files.set(path, 'cores: 1\n');
      }
      if (looks === 1 && path.startsWith(`/proc/${STRANGER}/`)) return undefined;
      return read(path);
    };
    expect(await plannedBy(host, 'plan', '900')).toEqual(['pct start 900']);
  });
});

/** A job of Proxmox is at work on 900 at this moment. */
function working(host: FakeHost, type: string): void {
  const start = 7000;
  const hex = (value: number) => value.toString(16).toUpperCase().padStart(8, '0');
  const upid = `UPID:pve:${hex(4711)}:${hex(start)}:${hex(1)}:${type}:900:root@pam:`;
  host.files.set('/var/log/pve/tasks/active', `${upid} 1\n`);
  const fields = ['S', ...Array(18).fill('0'), `${start}`, '0'];
  host.files.set('/proc/4711/stat', `4711 (task UPID) ${fields.join(' ')}\n`);
}
