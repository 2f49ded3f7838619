import type { LxcGuest } from '@phoenix/shared-config';
import type { GuestPlan } from '@phoenix/shared-runtime';
import type { Observed } from '@phoenix/shared-runtime/guests';
import { running, stopped, wholePlan } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import {
  aClone,
  aGuest,
  anInput,
  confOf,
  planCreate,
  planDelete,
  planDelsnapshot,
  planReconfigure,
  planRestart,
  planRollback,
  planSnapshot,
  planStart,
  planStop,
} from './fixtures.ts';

const guest = aGuest(950);
const conf = confOf(guest);
const template = aGuest(900, { is_template: true, start_at_boot: false });
const snapshot = (name: string, time: number, rest = '') =>
  `\n[${name}]\n${conf}snaptime: ${time}\n${rest}`;
const making = { stage: 'define', argv: ['pct', 'create', '950', 'x'] } as const;
const cut = (job: 'snapshot' | 'rollback', name: string) => ({ lockLeftBy: { job, name } });

const seen = (observed: Observed, of = guest) =>
  anInput({ guests: [of], observed: { [of.id]: observed } });
const created = (overrides: Partial<LxcGuest>) =>
  planCreate(anInput({ guests: [aGuest(950, overrides)] }), false);
const changed = (observed: Observed, of = guest) => planCreate(seen(observed, of), false);
/** The clone 951 of 950 as it is seen. */
const cloned = (source: Observed, of = guest) =>
  planCreate(
    anInput({ guests: [aClone(951, 950), of], observed: { 950: source }, planned: [951] }),
    false,
  );
/** The same on a host without any storage. */
const onBareHost = (of: LxcGuest) => {
  const input = anInput({ guests: [of] });
  const facts = { ...input.world.facts, storages: new Map() };
  return planCreate({ ...input, world: { ...input.world, facts } }, false);
};
const locked = stopped(`${conf}lock: backup\n`);
const halfBack = stopped(`${conf}lock: rollback\n${snapshot('mine', 1)}`, cut('rollback', 'mine'));
const lifecycleBack = stopped(
  `${conf}lock: rollback\n${snapshot('pre-configured', 1)}`,
  cut('rollback', 'pre-configured'),
);

const CASES: readonly (readonly [what: string, plan: GuestPlan])[] = [
  ['create: the id is that of a VM here', changed({ running: false, idHolder: { word: 'VM' } })],
  [
    'create: the id is that of a VM elsewhere',
    changed({ running: false, idHolder: { word: 'VM', node: 'pve2' } }),
  ],
  ['create: a job is at work', changed({ ...locked, job: 'vzdump, pid 7' })],
  ['create: locked by somebody', changed(locked)],
  ['create: locked, its making by others', changed(stopped('lock: create\n'))],
  ['create: locked, a clone by others', changed(stopped('lock: clone\n'))],
  ['create: its way back was cut off', changed(halfBack)],
  ['create: neither a template nor a source', created({ template: '' })],
  ['create: no storage at all', onBareHost(aGuest(950, { template: '/srv/none.tar.zst' }))],
  ['create: a storage that does not take containers', created({ storage_pool: 'local' })],
  [
    'create: a volume on a storage that is not there',
    created({
      volumes: [{ name: 'a', pool: 'away', size_gb: 1, mount_point: '/a' }],
      apparmor_profile: 'lxc-own',
    }),
  ],
  [
    'change: a bridge that is not there',
    changed(
      running(conf.replace('vmbr0', 'vmbr1')),
      aGuest(950, { network_config: { ...guest.network_config, bridge: 'vmbr9' } }),
    ),
  ],
  [
    'create: files of the site that are not there',
    created({
      features: ['own'],
      application_script: 'app.sh',
      application_files: [{ source: 'etc/a', destination: 'a' }],
      health_checks: [{ name: 'up', script: 'up.sh', args: [] }],
    }),
  ],
  [
    'change: a declared mount is about to go',
    changed(
      running(
        `${conf}mp0: data:subvol-950-disk-1,mp=/a,size=1G\nnet1: x\n[PENDING]\ndelete: mp0,net1\n`,
      ),
      aGuest(950, { volumes: [{ name: 'a', pool: 'data', size_gb: 1, mount_point: '/a' }] }),
    ),
  ],
  ['clone: the source is half-made', cloned(stopped('lock: create\n', { making }))],
  ['clone: the source is locked', cloned(locked)],
  ['clone: the source runs', cloned(running(conf))],
  ['clone: the source has a bind mount', cloned(stopped(`${conf}mp0: /srv/a,mp=/a\n`))],
  ['clone: the source is not there', cloned({ running: false })],
  [
    'clone: the source cannot be made',
    planCreate(
      {
        ...anInput({ guests: [aClone(951, 950), guest] }),
        earlier: new Map([[950, 'refused']]),
      },
      false,
    ),
  ],
  [
    'create: a Proxmox template with snapshots',
    changed(
      running(
        `${conf}lock: snapshot\n${snapshot('a', 1)}${snapshot('b', 2, 'snapstate: prepare\n')}`,
        cut('snapshot', 'b'),
      ),
      template,
    ),
  ],
  [
    'create: a Proxmox template with a bind mount',
    changed(stopped(`${conf}mp0: /srv/a,mp=/a\n`), template),
  ],
  [
    'create: one file of an application is not there',
    planCreate(
      anInput({
        guests: [
          aGuest(950, {
            application_script: 'app.sh',
            application_files: [{ source: '/srv/a', destination: 'a' }],
          }),
        ],
        scripts: ['/usr/local/phoenix_hypervisor/bin/app.sh'],
      }),
      false,
    ),
  ],
  [
    'clone: the source is still locked by a clone that was killed',
    planCreate(
      anInput({
        guests: [aClone(951, 950), guest],
        observed: {
          950: stopped(`${conf}lock: disk\n`, { lockLeftBy: { job: 'clone', to: 952 } }),
        },
        planned: [951],
      }),
      false,
    ),
  ],
  [
    'create: a snapshot that was cut off',
    changed(running(`${conf}lock: snapshot\n`, cut('snapshot', 'a'))),
  ],
  [
    'create: a health check that was never passed, as far as is known',
    changed(
      running(conf),
      aGuest(950, { health_check: { command: ['true'], retries: 1, interval: 1 } }),
    ),
  ],
  [
    'create: features of a template that are new or changed',
    changed(
      stopped(`${conf.replace('onboot: 1', 'onboot: 0')}${snapshot('base', 1)}`, {
        memory: new Map([
          ['feature.docker', 'x'],
          ['feature.base_setup', 'y'],
        ]),
      }),
      aGuest(950, {
        template_snapshot_name: 'base',
        start_at_boot: false,
        features: ['docker', 'base_setup', 'nvidia', 'portainer'],
      }),
    ),
  ],
  [
    'reconfigure: a bind mount since, and tests that cannot run',
    planReconfigure(
      seen(
        running(`${conf}${snapshot('pre-configured', 1)}`),
        aGuest(950, {
          volumes: [{ name: 'a', pool: 'plain', size_gb: 1, mount_point: '/a' }],
          enable_lifecycle_snapshots: true,
        }),
      ),
    ),
  ],
  ['stop: not there', planStop(anInput({ guests: [guest] }), false)],
  ['start: not there', planStart(anInput({ guests: [guest] }))],
  ['start: a template', planStart(seen(stopped(`${conf}template: 1\n`)))],
  ['start: locked', planStart(seen(locked))],
  ['start: its way back was cut off', planStart(seen(halfBack))],
  ['start: its way back, by reconfigure, was cut off', planStart(seen(lifecycleBack))],
  ['restart: not there', planRestart(anInput({ guests: [guest] }), false)],
  ['delete: protected', planDelete(seen(running(`${conf}protection: 1\n`)))],
  ['delete: a job is at work', planDelete(seen({ ...locked, job: 'vzdump, pid 7' }))],
  ['reconfigure: not there', planReconfigure(anInput({ guests: [guest] }))],
  ['reconfigure: locked', planReconfigure(seen(locked))],
  ['reconfigure: nothing to go back to', planReconfigure(seen(running(conf)))],
  [
    'reconfigure: a newer snapshot',
    planReconfigure(seen(running(`${conf}${snapshot('pre-configured', 1)}${snapshot('mine', 2)}`))),
  ],
  ['snapshot: not there', planSnapshot(anInput({ guests: [guest] }), { name: 'mine' })],
  ['snapshot: half-made', planSnapshot(seen(stopped('lock: create\n', { making })), { name: 'a' })],
  ['snapshot: a template', planSnapshot(seen(stopped(`${conf}template: 1\n`)), { name: 'a' })],
  ['snapshot: its way back was cut off', planSnapshot(seen(halfBack), { name: 'a' })],
  ['snapshot: a bind mount', planSnapshot(seen(stopped(`${conf}mp0: /a,mp=/a\n`)), { name: 'a' })],
  ['snapshot: a name of Phoenix', planSnapshot(seen(running(conf)), { name: 'final-form' })],
  ['snapshot: of before', planSnapshot(seen(running(conf)), { name: 'pre-configured' })],
  ['snapshot: of the way back', planSnapshot(seen(running(conf)), { name: 'phoenix-undo' })],
  [
    'snapshot: a name that is taken',
    planSnapshot(seen(running(`${conf}\n[mine]\n${conf}`)), { name: 'mine' }),
  ],
  [
    'delsnapshot: one of Phoenix',
    planDelsnapshot(seen(running(`${conf}${snapshot('final-form', 1)}`)), 'final-form'),
  ],
  ['delsnapshot: of no such name', planDelsnapshot(seen(running(conf)), 'mine')],
  ['delsnapshot: no guest', planDelsnapshot(anInput({ guests: [guest] }), 'mine')],
  ['delsnapshot: its way back was cut off', planDelsnapshot(seen(halfBack), 'mine')],
  ['rollback: not there', planRollback(anInput({ guests: [guest] }), 'mine')],
  ['rollback: locked', planRollback(seen(locked), 'mine')],
  ['rollback: there is none', planRollback(seen(running(conf)), 'mine')],
  [
    'rollback: of no such name',
    planRollback(seen(running(`${conf}${snapshot('b', 2)}${snapshot('a', 1)}`)), 'other'),
  ],
  ['rollback: a slip', planRollback(seen(running(`${conf}${snapshot('before', 1)}`)), 'befor')],
  [
    'rollback: one that was cut off',
    planRollback(seen(running(`${conf}${snapshot('a', 1, 'snapstate: prepare\n')}`)), 'a'),
  ],
  [
    'rollback: one is newer',
    planRollback(seen(running(`${conf}${snapshot('a', 1)}${snapshot('b', 2)}`)), 'a'),
  ],
  [
    'rollback: two are newer, one of them of Phoenix',
    planRollback(
      seen(running(`${conf}${snapshot('a', 1)}${snapshot('b', 2)}${snapshot('final-form', 3)}`)),
      'a',
    ),
  ],
];

it('what cannot be done says why, and what to type', async () => {
  const text = CASES.map(([what, plan]) => `# ${what}\n${wholePlan(plan)}`).join('\n');
  await expect(text).toMatchFileSnapshot('whole-plans/refusals.txt');
});
