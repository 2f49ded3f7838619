import { expect, it } from 'vitest';
import type { Exposed } from '../declared.ts';
import { loadConfig } from '../load.ts';
import { container, memoryReader } from '../testing/world.ts';
import { actingErrors } from './exposed.ts';

const LXC = '/lab/etc/phoenix_lxc_configs.json';
const FILES = {
  '/lab/etc/phoenix_hypervisor_config.json': JSON.stringify({
    hypervisor_setup: { scripts: { mine: 'mine.sh' } },
  }),
  [LXC]: JSON.stringify({
    lxc_configs: { 950: container({ features: ['x'], application_script: 'app.sh' }) },
  }),
};
const everybody: Exposed = {
  path: LXC,
  by: 'everybody',
  repair: ['chmod', 'o-w'],
  isOfGroup: false,
};
const group: Exposed = {
  path: '/lab',
  by: 'group 50',
  repair: ['chmod', 'g-w'],
  isOfGroup: true,
};

function found(exposed: (path: string) => Exposed | undefined) {
  const { diagnostics } = loadConfig({
    baseDir: '/lab',
    reader: { ...memoryReader(FILES), exposed },
  });
  return diagnostics.filter(({ code }) => code.startsWith('open-'));
}

it('files that others can change are told, and are errors for who acts', () => {
  const all = found((path) => (path === LXC ? everybody : undefined));
  expect(all).toEqual([
    {
      severity: 'warning',
      code: 'open-to-others',
      message: `everybody can change ${LXC}, and what it says is done as root`,
      hint: `type chmod o-w ${LXC}, after a look at what it holds`,
    },
  ]);
  expect(actingErrors(all)).toEqual([{ ...all[0], severity: 'error' }]);
});

it('one directory of a group is told once, and forbids nothing', () => {
  const all = found((path) => (path.startsWith('/lab/bin') ? group : undefined));
  expect(all.map(({ message, hint }) => [message, hint])).toEqual([
    [
      'group 50 can change /lab/bin/phoenix_hypervisor_common_utils.sh and 3 more through /lab, and what it says is done as root',
      'type chmod g-w /lab, after a look at what it holds',
    ],
  ]);
  expect(actingErrors(all)).toEqual([]);
});

it('everything that is run is looked at', () => {
  const asked: string[] = [];
  found((path) => {
    asked.push(path);
    return undefined;
  });
  expect(asked.sort()).toEqual([
    '/lab/bin/app.sh',
    '/lab/bin/hypervisor_setup/mine.sh',
    '/lab/bin/lxc_setup/phoenix_hypervisor_feature_install_x.sh',
    '/lab/bin/phoenix_hypervisor_common_utils.sh',
    '/lab/etc/cloud-init/network-config.template.yml',
    '/lab/etc/cloud-init/user-data.template.yml',
    '/lab/etc/phoenix_hypervisor_config.json',
    LXC,
  ]);
});
