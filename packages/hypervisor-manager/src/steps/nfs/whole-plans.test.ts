import { NO_ZFS, SERVICE_OFF, wholePlans } from '../test-support/steps.ts';
import { plan as nfs } from './plan.ts';

wholePlans({
  nfs: () =>
    nfs(
      {
        config: {
          nfs: {
            exports: [
              { path: '/srv/media', clients: ['10.0.0.0/24', 'fd00::/64'], options: ['rw'] },
            ],
          },
          zfs: NO_ZFS,
        },
      },
      {
        own: '/srv/old fd00::1(ro) ann(rw)\n/srv/media 10.0.0.0/24(ro)\n',
        foreign: [],
        exported: [
          { path: '/srv/old', client: 'fd00::1', options: ['ro'] },
          { path: '/srv/old', client: 'ann', options: ['rw'] },
        ],
        places: new Map(),
        service: SERVICE_OFF,
      },
    ),
  'nfs that is declared no more': () =>
    nfs(
      { config: { nfs: { exports: [] }, zfs: NO_ZFS } },
      {
        own: '/srv/old ann(ro)\n',
        foreign: [],
        exported: [],
        places: new Map(),
        service: SERVICE_OFF,
      },
    ),
  'nfs that cannot be': () =>
    nfs(
      {
        config: {
          nfs: {
            exports: [
              { path: '/a', clients: [], options: [] },
              { path: '/b', clients: ['-x'], options: [] },
              { path: '/c', clients: ['ann', 'ann'], options: ['rw'] },
              { path: '/c', clients: ['ann'], options: ['ro'] },
              { path: '/d', clients: ['ann', 'ben'], options: ['rw'] },
            ],
          },
          zfs: NO_ZFS,
        },
      },
      {
        own: undefined,
        foreign: [
          { path: '/d', client: 'ann', options: ['rw', 'sync'], file: '/etc/exports' },
          { path: '/d', client: 'ben', options: ['ro'], file: '/etc/exports' },
        ],
        exported: [],
        places: new Map(),
        service: SERVICE_OFF,
      },
    ),
});
