import { describe, expect, it } from 'vitest';
import { CONTAINERS, VMS } from '../kind.ts';
import { hostOf, runTwin } from './fixture.ts';

const VERBS = 'create start stop restart delete status plan reconfigure test'.split(' ');

describe.each([CONTAINERS, VMS])('verbs of $manager', (kind) => {
  const id = kind.example.guest;
  const door = kind.name === 'lxc' ? 'pct' : 'vm-manager';
  const other = kind.name === 'lxc' ? /\b(VMs?|qm|8001)\b/ : /\b(containers?|pct|950)\b/;

  it.each(VERBS)('%s has help in words of its own', async (verb) => {
    const { exit, result } = await runTwin(kind, [verb, '--help']);
    expect(exit).toBe(0);
    expect(result).toContain(`${kind.manager} ${verb}`);
    expect(result).not.toMatch(other);
  });

  it('create makes, starts and provisions what is not there', async () => {
    const { exit, host, result } = await runTwin(kind, ['create', `${id}`]);
    expect(result).toMatch(new RegExp(`^${id} [\\w-]+: created`));
    expect(host.ran().map((line) => line.split(' -- ')[0])).toEqual([
      `${kind.tool} create ${id} --cores 1`,
      `${kind.tool} start ${id}`,
      `${door} exec ${id}`,
      `${door} exec ${id}`,
    ]);
    expect(exit).toBe(0);
  });

  it('what the guest itself remembers is not done again', async () => {
    const host = hostOf(kind);
    const planned = await runTwin(kind, ['plan', `${id}`, '--json'], { host });
    const [guest] = JSON.parse(planned.result).guests;
    const { guard } = guest.operations.at(-1);
    expect(guard).toMatchObject({ guest: id, record: 'feature.docker', predicted: 'run' });
    const memory = new Map([[guard.record, guard.hash]]);
    await runTwin(kind, ['create', `${id}`], { host, memory });
    expect(host.ran()).toHaveLength(3);
  });

  it('who runs comes from one list, and from none when nobody is there', async () => {
    const host = hostOf(kind);
    await runTwin(kind, ['status'], { host });
    expect(host.calls.some((call) => call.do === 'query')).toBe(false);
    host.files.set(kind.conf(id), 'cores: 1\n');
    const line =
      kind.name === 'lxc'
        ? `${id}        running                 docker-vm\n`
        : `      ${id} VM ${id}              running    512                8.00 4711      \n`;
    host.on(`${kind.tool} list`, line);
    const { result } = await runTwin(kind, ['status', '--json'], { host });
    expect(host.calls.filter((call) => call.do === 'query')).toHaveLength(1);
    expect(JSON.parse(result).guests).toContainEqual(
      expect.objectContaining({ id, kind: kind.name, exists: true, running: true }),
    );
  });

  it('restart is a shutdown and a start; delete ends it, and asks before', async () => {
    const host = hostOf(kind);
    host.files.set(kind.conf(id), 'cores: 1\n');
    host.on(
      `${kind.tool} list`,
      kind.name === 'lxc' ? `${id} running x\n` : `${id} x running 512 8.00 4711\n`,
    );
    await runTwin(kind, ['restart', `${id}`], { host });
    expect(host.ran().slice(0, 2)).toEqual([
      `${kind.tool} shutdown ${id} --timeout 60`,
      `${kind.tool} start ${id}`,
    ]);
    expect((await runTwin(kind, ['delete', `${id}`], { host })).exit).toBe(64);
    await runTwin(kind, ['delete', `${id}`, '--yes'], { host });
    expect(host.ran().slice(-2)).toEqual([
      `${kind.tool} stop ${id}`,
      `${kind.tool} destroy ${id} --purge 1 --destroy-unreferenced-disks 1`,
    ]);
  });

  it('says of an id that the other kind has which command shows it', async () => {
    const host = hostOf(kind);
    host.files.set(kind.othersConf(id), 'cores: 1\n');
    const { exit, talk } = await runTwin(kind, ['create', `${id}`], { host });
    expect(exit).not.toBe(0);
    expect(talk).toContain(`cannot create ${kind.word} ${id}: a ${kind.others.word} has that id`);
    expect(talk).toContain(`${kind.others.tool} config ${id}`);
    expect(host.ran()).toEqual([]);
  });

  it('says of an id that another node of the cluster has which node that is', async () => {
    for (const [confs, word] of [
      ['lxc', 'container'],
      ['qemu-server', 'VM'],
    ] as const) {
      const host = hostOf(kind);
      host.files.set(`/etc/pve/nodes/pve2/${confs}/${id}.conf`, 'cores: 1\n');
      const { exit, talk } = await runTwin(kind, ['create', `${id}`], { host });
      expect(exit).not.toBe(0);
      expect(talk).toContain(
        `cannot create ${kind.word} ${id}: a ${word} on node pve2 has that id`,
      );
      expect(host.ran()).toEqual([]);
    }
  });

  it('without the tool of Proxmox nothing is said about guests', async () => {
    const host = { ...hostOf(kind), program: () => undefined };
    const { exit, talk } = await runTwin(kind, ['plan', `${id}`], { host });
    expect(exit).toBe(69);
    expect(talk).toContain(`cannot find ${kind.tool}`);
  });
});
