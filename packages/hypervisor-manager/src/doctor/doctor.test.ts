import { loadConfig } from '@phoenix/shared-config';
import { PhoenixError } from '@phoenix/shared-runtime';
import { fakeHost } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import { CHECKS } from './checks/index.ts';
import { CHECK_COUNT, diagnose } from './diagnose.ts';
import { observe } from './observe.ts';
import { findingsText } from './show.ts';
import { BASE, container, findings } from './test-support/lab.ts';

it('all is well', async () => {
  const found = await findings(() => {});
  expect(found).toEqual([]);
  expect(findingsText(found, CHECK_COUNT, (_, text) => text)).toBe(
    `all is well (${CHECK_COUNT} checks)\n`,
  );
  expect(CHECK_COUNT).toBeGreaterThanOrEqual(20);
  expect(new Set(CHECKS.map(({ name }) => name)).size).toBe(CHECK_COUNT);
});

it('a lock with a job of Proxmox, and one that phoenix is at, are no trouble', async () => {
  const upid = 'UPID:pve:00001267:00000064:65920080:vzdump::root@pam:';
  const stat = `4711 (pct) S ${Array(18).fill('0').join(' ')} 100 0`;
  const found = await findings((world) => {
    world.files['/etc/pve/lxc/900.conf'] = 'lock: backup\n';
    world.files['/var/log/pve/tasks/active'] = `${upid} 0\n`;
    world.files['/proc/4711/stat'] = stat;
  });
  expect(found.map(({ check }) => check)).toEqual([]);
});

it.each([
  [
    'lxc-900.snapshot.json',
    { id: 900, argv: ['pct', 'snapshot', '900', 'x'] },
    'phoenix create 900',
  ],
  [
    'lxc-901.json',
    { id: 901, argv: ['pct', 'clone'], stage: 'define', source: 900 },
    'phoenix create 901',
  ],
])('a lock that %s tells as ours is freed by phoenix', async (name, mark, hint) => {
  const found = await findings((world) => {
    world.files['/etc/pve/lxc/900.conf'] = 'lock: disk\n';
    const whole = { kind: 'lxc', since: '2026-01-01T00:00:00Z', ...mark };
    world.files[`/var/log/phoenix/making/${name}`] = JSON.stringify(whole);
  });
  expect(found.find(({ check }) => check === 'locks')?.hint).toContain(hint);
});

it('a guest that is made needs its template no more', async () => {
  const found = await findings((world) => {
    world.files['/var/lib/vz/template/cache/debian-13-standard_13.6-1_amd64.tar.zst'] = undefined;
    world.files['/var/lib/pve-manager/apl-info/x'] = 'Location: system/alpine-3.tar.xz\n';
    world.files['/etc/pve/lxc/900.conf'] = 'cores: 1\n';
  });
  expect(found).toEqual([]);
});

it('errors come first, with the hint below each', async () => {
  const found = await findings((world) => {
    container(world).pct_options = [];
    world.files['/etc/subuid'] = '';
    world.restarts = ['packages were brought up to date'];
  });
  expect(
    findingsText(found, 31, (_, text) => text),
  ).toBe(`error: /etc/subuid does not let root hand out ids from 100000 on: no unprivileged container can start (900) [id-ranges]
  hint: echo root:100000:65536 >>/etc/subuid
warning: containers with the feature docker are not declared to nest: Docker starts no container in them (900) [nesting]
  hint: add "nesting=1" to their pct_options, then phoenix converge them
warning: the host waits for a restart: packages were brought up to date [restart]
  hint: phoenix stop all, restart the host when nobody needs it, then phoenix setup
1 error, 2 warnings by 31 checks
`);
});

it('what may not be read makes no noise of its own', async () => {
  const empty = { hypervisor: {}, lxc: { lxc_configs: {} }, vm: { vms: [] } };
  const declarations = Object.entries(empty).map(([kind, content]) => [
    `${BASE}/etc/phoenix_${kind}_config${kind === 'hypervisor' ? '' : 's'}.json`,
    JSON.stringify(content),
  ]);
  const host = fakeHost({ files: Object.fromEntries(declarations) });
  const declared = loadConfig({ baseDir: BASE, reader: host });
  const refuse = () => {
    throw new PhoenixError('permission denied');
  };
  const closed = { ...host, read: refuse, list: refuse, info: refuse, exists: refuse };
  const facts = await observe(closed, declared, { isRoot: false, restarts: [] });
  expect(diagnose(facts).map(({ check }) => check)).toEqual(['root']);
});
