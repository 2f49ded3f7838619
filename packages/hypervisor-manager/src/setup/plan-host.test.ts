import { fakeHost } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import { planHost, surveyOf } from './plan-host.ts';

type Context = Parameters<typeof surveyOf>[0];

const CONFIG = {
  timezone: 'Europe/Berlin',
  proxmox_repository: 'as-is',
  packages: ['htop'],
  samba: { shares: [{ name: 'media', path: '/srv/media' }] },
  nfs: { exports: [] },
  network: {},
  zfs: { pools: [], datasets: [] },
  shared_volumes: {},
  shared_zfs_volumes: {},
  hypervisor_setup: { scripts: [], skip: [] },
};

function context(own: object, config = {}): Context {
  const files = { '/usr/share/zoneinfo/Europe/Berlin': '' };
  return {
    host: fakeHost({ files, commands: { timedatectl: 'Etc/UTC\n' } }),
    declared: { hypervisor: { ...CONFIG, ...config }, baseDir: '/base', lxc: new Map() },
    flags: { own },
  } as unknown as Context;
}

const survey = (own: object, config = {}, wipe: string[] = []) => {
  const { declaration, steps } = surveyOf(context(own, config), wipe);
  return {
    steps: steps.map(({ name }) => name),
    packages: declaration.packages,
    options: declaration.options,
  };
};
const asIs = { wipe: [], upgrade: false };

it.each<[string, object, object, string[], string[]]>([
  ['what is declared', {}, {}, ['packages', 'time', 'samba'], ['htop', 'samba']],
  [
    'one package asked for twice',
    {},
    { packages: ['samba'] },
    ['packages', 'time', 'samba'],
    ['samba'],
  ],
  ['one step, and the packages of that', { only: 'samba' }, {}, ['packages', 'samba'], ['samba']],
  ['one step that needs none', { only: 'time' }, {}, ['time'], []],
  ['packages alone', { only: 'time, packages' }, {}, ['packages', 'time'], ['htop']],
  ['all but one', { skip: 'samba' }, {}, ['packages', 'time'], ['htop']],
  [
    'one that the configuration leaves out',
    {},
    { hypervisor_setup: { scripts: [], skip: ['time'] } },
    ['packages', 'samba'],
    ['htop', 'samba'],
  ],
  ['a step that is not declared', { only: 'nfs' }, {}, [], []],
])('steps of a run: %s', (_, own, config, steps, packages) => {
  expect(survey(own, config)).toEqual({ steps, packages, options: asIs });
});

it('what the command line says goes on to the steps', () => {
  expect(survey({ upgrade: true, only: 'packages' }, { packages: [] }, ['S1'])).toEqual({
    steps: ['packages'],
    packages: [],
    options: { wipe: ['S1'], upgrade: true },
  });
});

it('the plans of all steps, by their names', async () => {
  const one = context({ only: 'time' });
  const [plan, ...others] = await planHost(surveyOf(one), one.host);
  expect(others).toEqual([]);
  expect(plan).toMatchObject({
    step: 'time',
    title: 'time zone and time service',
    notes: [],
    problems: [],
    operations: [{ id: 'timezone' }, { id: 'service' }],
  });
});

it('a machine that is no Proxmox host is refused', () => {
  const other = { ...context({}), host: fakeHost({ programs: ['apt-get', 'timedatectl'] }) };
  expect(() => surveyOf(other)).toThrow(
    expect.objectContaining({
      message: 'cannot find pvesm: this is not a Proxmox VE host',
      exit: 69,
    }),
  );
});
