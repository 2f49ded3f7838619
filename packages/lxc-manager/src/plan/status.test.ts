import type { LxcGuest } from '@phoenix/shared-config';
import { type Observed, plannersOf } from '@phoenix/shared-runtime/guests';
import { ABSENT, BASE, running, stopped } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import { aGuest, anInput, confOf } from './fixtures.ts';
import { containerWays } from './ways.ts';

const { statusOf } = plannersOf(containerWays);
const guest = aGuest(950);
const conf = confOf(guest);
const busy = aGuest(950, { features: ['docker', 'base_setup'], application_script: 'app.sh' });
const template = aGuest(950, { template_snapshot_name: 'base', start_at_boot: false });
const templateConf = conf.replace('onboot: 1', 'onboot: 0');
const input = (of: LxcGuest, observed: Observed) =>
  anInput({ guests: [of], observed: { 950: observed }, scripts: [`${BASE}/bin/app.sh`] });

const { first, later } = containerWays.steps(input(busy, ABSENT));
const all = new Map([...first, ...later].map(({ record, hash }) => [record, hash]));
const but = (record: string) => new Map([...all].filter(([name]) => name !== record));
const { memory: _memory, ...silent } = running(conf);
const making = (stage: 'define' | 'provision' | 'start') => ({ making: { stage, argv: [] } });

const DONE = {
  exists: true,
  running: true,
  template: false,
  drift: false,
  provisioned: true,
};

it.each<[string, LxcGuest, Observed, Partial<ReturnType<typeof statusOf>>]>([
  ['as declared', guest, running(conf), {}],
  ['stopped', guest, stopped(conf), { running: false }],
  ['not there', guest, ABSENT, { exists: false, running: false, provisioned: false }],
  ['no root disk', guest, running(conf.replace(/^rootfs.*\n/m, '')), { drift: true }],
  ['another memory', guest, running(conf.replace('512\nnet', '1024\nnet')), { drift: true }],
  [
    'a firewall that is not there',
    aGuest(950, { firewall: { enabled: true, rules: [] } }),
    running(conf.replace('bridge=vmbr0', 'bridge=vmbr0,firewall=1')),
    { drift: true },
  ],
  [
    'locked by what was killed',
    guest,
    running(`${conf}lock: snapshot\n`, { lockLeftBy: { job: 'snapshot', name: 'a' } }),
    { drift: true },
  ],
  [
    'the snapshot of a change is left',
    guest,
    running(`${conf}\n[phoenix-undo]\n${conf}`),
    { drift: true },
  ],
  [
    'the same, cut off',
    guest,
    running(`${conf}\n[phoenix-undo]\nsnapstate: prepare\n`),
    { drift: true },
  ],
  ['locked by somebody', guest, running(`${conf}lock: backup\n`), { provisioned: false }],
  ['everything done', busy, running(conf, { memory: all }), {}],
  [
    'a feature is missing',
    busy,
    running(conf, { memory: but('feature.docker') }),
    { provisioned: false },
  ],
  [
    'the application is missing',
    busy,
    running(conf, { memory: but('application') }),
    { provisioned: false },
  ],
  [
    'done otherwise',
    busy,
    running(conf, { memory: new Map(all).set('application', 'x') }),
    { provisioned: false },
  ],
  ['it does not tell', busy, silent, { provisioned: null }],
  ['it does not tell, and there is nothing to tell', guest, silent, {}],
  ['its making goes on', guest, running(conf, making('provision')), { provisioned: false }],
  ['its start was not awaited', guest, running(conf, making('start')), { provisioned: false }],
  [
    'a template with its snapshot',
    template,
    stopped(`${templateConf}\n[base]\nsnaptime: 1\n`),
    { running: false, template: true },
  ],
  [
    'a template without',
    template,
    stopped(templateConf),
    { running: false, template: true, provisioned: false },
  ],
  ['a Proxmox template', busy, stopped(`${conf}template: 1\n`), { running: false, template: true }],
  [
    'to become a Proxmox template',
    aGuest(950, { is_template: true, start_at_boot: false, features: ['docker'] }),
    stopped(templateConf, { memory: new Map() }),
    { running: false, template: true, provisioned: false },
  ],
])('status of one that is %s', (_, of, observed, expected) => {
  const told = { id: 950, kind: 'lxc', name: 'guest-950', ...DONE, ...expected };
  expect(statusOf(input(of, observed))).toEqual(told);
});
