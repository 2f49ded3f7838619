import { NO_ZFS, SERVICE_OFF, wholePlans } from '../test-support/steps.ts';
import { plan as samba } from './plan.ts';

const media = {
  name: 'media',
  path: '/srv/media',
  valid_users: ['ann', '@staff', 'stranger'],
  browsable: true,
  read_only: false,
  guest_ok: false,
  options: 'create_mask=0660 path=/x',
};
const SAMBA_FACTS: Parameters<typeof samba>[1] = {
  account: undefined,
  groupExists: false,
  strangers: ['stranger'],
  known: new Set(),
  password: { value: 'correct horse\nrest' },
  own: undefined,
  smbConf: '',
  places: new Map(),
  service: SERVICE_OFF,
};

wholePlans({
  'samba without a user': () =>
    samba({ config: { samba: { shares: [media] }, zfs: NO_ZFS } }, SAMBA_FACTS),
  'samba that was altered': () =>
    samba(
      { config: { samba: { workgroup: 'LAB', shares: [] }, zfs: NO_ZFS } },
      {
        ...SAMBA_FACTS,
        own: '# Made by phoenix from samba; changes here are lost with the next phoenix setup.\n\n[global]\n workgroup = LAB\n',
      },
    ),
  'samba with less than before': () =>
    samba(
      { config: { samba: { workgroup: 'LAB', shares: [] }, zfs: NO_ZFS } },
      { ...SAMBA_FACTS, own: 'a\nb\n' },
    ),
  samba: () =>
    samba(
      { config: { samba: { user: 'share', workgroup: 'LAB', shares: [media] }, zfs: NO_ZFS } },
      SAMBA_FACTS,
    ),
  'samba that is declared no more': () =>
    samba(
      { config: { samba: { shares: [] }, zfs: NO_ZFS } },
      {
        ...SAMBA_FACTS,
        own: 'x',
        smbConf:
          '# phoenix samba begin: what is between these lines is made\ninclude = y\n# phoenix samba end\n',
      },
    ),
  'samba that cannot be': () =>
    samba(
      {
        config: {
          samba: {
            user: 'share',
            password: { file: '/root/samba' },
            shares: [
              { ...media, name: 'homes' },
              { ...media, name: 'Scans' },
              { ...media, name: 'media' },
              { ...media, name: 'MEDIA ', path: '/srv/%u' },
            ],
          },
          zfs: NO_ZFS,
        },
      },
      { ...SAMBA_FACTS, smbConf: '[scans]\n', password: { value: '' } },
    ),
});
