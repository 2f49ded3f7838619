import type { SambaShare } from '@phoenix/shared-config';
import type { FileInfo } from '@phoenix/shared-runtime';
import { fakeHost } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import { draftLines } from '../../test-support/draft-lines.ts';
import { confText } from './conf.ts';
import { observe, type SambaFacts } from './observe.ts';
import { CONF, SMB_CONF } from './paths.ts';
import { plan } from './plan.ts';

const media: SambaShare = {
  name: 'media',
  path: '/srv/media',
  valid_users: ['ann', '@staff'],
  browsable: true,
  read_only: false,
  guest_ok: false,
};
const SECRET = 'correct horse';
const places = {
  files: { hypervisor: '/p/etc/host.json', lxc: '/p/etc/lxc.json', vm: '/p/etc/vm.json' },
};
const directory: FileInfo = { kind: 'directory', uid: 990, gid: 990, mode: 0o770, size: 0 };
const account = {
  name: 'share',
  uid: 990,
  gid: 990,
  home: '/home/share',
  shell: '/usr/sbin/nologin',
  group: 'share',
  gids: [990],
  memberOf: [],
};
const FOREIGN = '[global]\n   workgroup = WORKGROUP\n\n[Scans]\n   path = /srv/scans\n';
const BLOCK = `# phoenix samba begin: what is between these lines is made\ninclude = ${CONF}\n# phoenix samba end\n`;
const declared = { user: 'share', password: { file: '/root/samba' }, shares: [media] };
const zfs = { pools: [], datasets: [] };

const done: SambaFacts = {
  account,
  groupExists: true,
  strangers: [],
  known: new Set(['share', 'ann']),
  password: { value: SECRET },
  own: confText(declared),
  smbConf: `${FOREIGN}${BLOCK}`,
  places: new Map([['/srv/media', directory]]),
  service: { enabled: true, active: true },
};
const bare: SambaFacts = {
  ...done,
  account: undefined,
  groupExists: false,
  known: new Set(['ann']),
  own: undefined,
  smbConf: '',
  places: new Map(),
  service: { enabled: false, active: false },
};

type Samba = Parameters<typeof confText>[0];
const draft = (facts: Partial<SambaFacts>, samba: Samba = declared, username = 'heads') =>
  plan({ config: { samba, users: { username, sudo_access: true }, zfs } }, { ...done, ...facts });
const say = (...args: Parameters<typeof draft>) => draftLines(draft(...args));

const RELOAD = 'its settings have changed: systemctl reload smbd';
const ACCOUNT =
  'there is no account share: useradd --system --no-create-home --shell /usr/sbin/nologin --user-group share';
const FROM_BARE = [
  ACCOUNT,
  '/srv/media is not there, and is to be shared: install -d -m 0770 -o share -g share /srv/media',
  `${CONF} is not there: ${CONF}`,
  `${SMB_CONF} does not include ${CONF}: ${SMB_CONF}`,
  'smbd does not start with the host; smbd does not run: systemctl enable --now smbd',
  RELOAD,
  'share has no password in Samba: smbpasswd -a -s share',
];

it.each<[string, Partial<SambaFacts>, string[]]>([
  ['as declared', {}, []],
  ['nothing there', bare, FROM_BARE],
  [
    'the same, the package installed',
    { ...bare, smbConf: FOREIGN, service: done.service },
    FROM_BARE.filter((line) => !line.startsWith('smbd')),
  ],
  [
    'a share altered by hand',
    { own: done.own?.replace('read only = no', 'read only = yes') },
    [`shares: read only = yes -> read only = no: ${CONF}`, RELOAD],
  ],
  [
    'no longer included',
    { smbConf: FOREIGN },
    [`${SMB_CONF} does not include ${CONF}: ${SMB_CONF}`, RELOAD],
  ],
  [
    'switched off',
    { service: { enabled: false, active: true } },
    ['smbd does not start with the host: systemctl enable --now smbd'],
  ],
  ['the password removed', { known: new Set(['ann']) }, [FROM_BARE[6] ?? '']],
  [
    'a directory of somebody else',
    { places: new Map([['/srv/media', { ...directory, uid: 0, gid: 0, mode: 0o755 }]]) },
    [
      '! share cannot write to /srv/media of share media (owner 0:0, mode 0755): type chown share /srv/media, if nothing else needs it as it is',
    ],
  ],
  ['a directory of its group', { places: new Map([['/srv/media', { ...directory, uid: 0 }]]) }, []],
  [
    'a directory for it alone',
    { places: new Map([['/srv/media', { ...directory, gid: 0, mode: 0o700 }]]) },
    [],
  ],
  [
    'a directory of another group',
    { places: new Map([['/srv/media', { ...directory, uid: 0, gid: 0, mode: 0o775 }]]) },
    [
      '! share cannot write to /srv/media of share media (owner 0:0, mode 0775): type chown share /srv/media, if nothing else needs it as it is',
    ],
  ],
  [
    'a directory for everybody',
    { places: new Map([['/srv/media', { ...directory, uid: 0, gid: 0, mode: 0o777 }]]) },
    [],
  ],
  [
    'a directory that was there before the account',
    { account: undefined, places: new Map([['/srv/media', { ...directory, mode: 0o755 }]]) },
    [
      ACCOUNT.replace('--user-group', '--gid share'),
      '! share cannot write to /srv/media of share media (owner 990:990, mode 0755): type chown share /srv/media, if nothing else needs it as it is',
    ],
  ],
  [
    'one that root uses',
    {
      account: { ...account, uid: 0 },
      places: new Map([['/srv/media', { ...directory, uid: 5, gid: 5, mode: 0o700 }]]),
    },
    [],
  ],
  [
    'a line more in our file',
    { own: `${done.own}   follow symlinks = yes\n` },
    [`shares: follow symlinks = yes -> nothing: ${CONF}`, RELOAD],
  ],
  [
    'a line less in our file',
    { own: done.own?.replace('   guest ok = no\n', '') },
    [`shares: nothing -> guest ok = no: ${CONF}`, RELOAD],
  ],
])('%s', (_, facts, expected) => {
  expect(say(facts)).toEqual(expected);
});

it('defect 95: the account is made by the step users where that is the administrator', () => {
  expect(say(bare, declared, 'share')).toEqual(FROM_BARE.slice(1));
});

it('defects 92 and 96: the password comes from a file of root, else somebody is told to type it', () => {
  const { operations } = draft(bare);
  expect(operations.at(-1)).toMatchObject({ input: `${SECRET}\n${SECRET}\n` });
  expect(JSON.stringify(operations.map((one) => ({ ...one, input: '' })))).not.toContain(SECRET);
  const { password, ...typed } = declared;
  expect(say({ known: new Set(), password: undefined, strangers: ['ann'] }, typed)).toEqual([
    '! share has no password in Samba: type smbpasswd -a share',
    '! ann may use a share, and has no account on the host',
  ]);
});

it.each([
  [0o755, []],
  [
    0o750,
    [
      '! share cannot read /srv/media of share media (owner 0:0, mode 0750): type chown share /srv/media, if nothing else needs it as it is',
    ],
  ],
])('a share that is only read needs a directory that can be read: %o', (mode, expected) => {
  const shares = [{ ...media, read_only: true }];
  const samba = { ...declared, shares };
  const places = new Map([['/srv/media', { ...directory, uid: 0, gid: 0, mode }]]);
  expect(say({ own: confText(samba), places }, samba)).toEqual(expected);
});

it('shares that belong to nobody need no account, and no password', () => {
  const { user, ...samba } = declared;
  const root = new Map([['/srv/media', { ...directory, uid: 0, gid: 0, mode: 0o700 }]]);
  const facts = { account: undefined, known: new Set(['ann']), places: root };
  expect(say({ ...facts, own: confText(samba), password: { value: SECRET } }, samba)).toEqual([]);
  expect(say({ ...facts, own: confText(samba), password: { value: '' } }, samba)).toEqual([]);
  const { password, ...typed } = samba;
  expect(say({ ...facts, own: confText(typed), password: undefined }, typed)).toEqual([]);
});

it.each<[string, string, readonly string[], string]>([
  [
    'a name of a domain',
    'ann@lab',
    [],
    'ann@lab has no password in Samba: type smbpasswd -a ann@lab',
  ],
  [
    'the owner of the shares, whose account is still to be made',
    'ann',
    ['share'],
    'share has no password in Samba: type smbpasswd -a share',
  ],
])('who may use a share and has no password yet: %s', (_, name, strangers, note) => {
  const { password, ...typed } = declared;
  const samba = { ...typed, shares: [{ ...media, valid_users: [name, '@staff'] }] };
  const known = new Set(strangers.length === 0 ? ['share'] : ['ann']);
  const facts = { own: confText(samba), known, strangers, password: undefined };
  expect(say(facts, samba)).toEqual([`! ${note}`]);
});

it.each(['global', 'Homes', 'printers', 'IPC$', 'print$'])(
  'a share %s is refused, since that means something else to Samba',
  (name) => {
    const samba = { ...declared, shares: [{ ...media, name }] };
    const problems = say({ smbConf: FOREIGN + BLOCK }, samba).filter((line) =>
      line.startsWith('✖'),
    );
    expect(problems).toEqual([
      `✖ cannot share ${name}: Samba keeps that name for something else (give the share another name)`,
    ]);
  },
);

it('a share of what is no directory is refused by its name', () => {
  const places = new Map([['/srv/media', { ...directory, kind: 'file' as const }]]);
  expect(say({ places }).filter((line) => line.startsWith('✖'))).toEqual([
    expect.stringContaining('cannot share media: /srv/media is no directory'),
  ]);
});

it('one that cannot be had is told, as long as it is needed', () => {
  const password = { problem: { why: '/root/samba is not there', hint: 'make it' } };
  expect(say({ known: new Set(['ann']), password })[0]).toContain('/root/samba is not there');
  expect(say({ password })).toEqual([]);
});

it('only the first line counts, and must not be empty', () => {
  const known = new Set(['ann']);
  const { operations } = draft({ known, password: { value: 'a b\r\nc' } });
  expect(operations.at(-1)).toMatchObject({ input: 'a b\na b\n' });
  expect(say({ known, password: { value: '\nsecret' } })[0]).toContain('its first line is empty');
});

it.each<[string, Partial<SambaShare>, string]>([
  ['of smb.conf', { name: 'scans' }, `${SMB_CONF} has a share [scans] of its own`],
  ['that means something else', { name: 'Homes' }, 'Samba keeps that name for something else'],
  ['twice', { name: 'MEDIA' }, 'two shares have that name'],
  ['with a macro', { name: 'x', path: '/srv/50%' }, 'Samba reads "%"'],
])('a share %s is refused', (_, change, words) => {
  const problems = say({}, { ...declared, shares: [media, { ...media, ...change }] });
  expect(problems.filter((line) => line.startsWith('✖')).join()).toContain(words);
});

it.each(['# [media]\n', '[global]\n   comment = see [media]\n'])(
  'a share may be called as what is no section of smb.conf: %j',
  (text) => {
    expect(say({ smbConf: `${text}${BLOCK}` })).toEqual([]);
  },
);

it('a share of smb.conf may stand behind blanks', () => {
  expect(say({ smbConf: ` \t[ Media ]\n${BLOCK}` }).join()).toContain(
    `${SMB_CONF} has a share [media] of its own`,
  );
});

it('blanks around the name of a share are none of it', () => {
  expect(confText({ shares: [{ ...media, name: ' media ' }] })).toContain('\n[media]\n');
});

it.each([
  'browsable=no',
  'browseable=no',
  'readonly=yes',
  'read_only=yes',
  'writable=no',
  'Writeable=no',
  'guestok=yes',
  'guest_ok=yes',
  'public=yes',
  'validusers=eve',
  'valid_users=eve',
  'forceuser=root',
  'force_user=root',
  'path=/',
  'directory=/',
  'write_ok=yes',
  'WriteOk=yes',
  'read__only=no',
  '-mask=0660',
])('%s among the other options does not go round what has a key of its own', (options) => {
  expect(confText({ shares: [{ ...media, options }] })).toBe(confText({ shares: [media] }));
});

it.each([
  ['map_readonly=no', '   map readonly = no'],
  ['vfs:path=/x', '   vfs:path = /x'],
  ['hide_files=/a=b/', '   hide files = /a=b/'],
])('any other option is passed on: %s', (options, line) => {
  expect(confText({ shares: [{ ...media, options }] })).toBe(
    `${confText({ shares: [media] })}${line}\n`,
  );
});

it('defect 88: what is declared is in a file of its own, as Samba reads it', () => {
  const shares = [
    media,
    {
      ...media,
      name: 'open',
      path: '/srv/o p',
      valid_users: [],
      guest_ok: true,
      read_only: true,
      options: 'browseable=no, create_mask=0660, junk',
    },
  ];
  expect(confText({ workgroup: 'LAB', shares: shares.slice(1), user: 'share' })).toContain(
    '   force user = share\n   browseable = yes\n',
  );
  expect(confText({ workgroup: 'LAB', shares })?.split('\n').slice(1)).toEqual([
    '',
    '[global]',
    '   workgroup = LAB',
    '',
    '[media]',
    '   path = /srv/media',
    '   valid users = ann, @staff',
    '   browseable = yes',
    '   read only = no',
    '   guest ok = no',
    '',
    '[open]',
    '   path = /srv/o p',
    '   browseable = yes',
    '   read only = yes',
    '   guest ok = yes',
    '   create mask = 0660',
    '',
  ]);
  expect(draft({ smbConf: FOREIGN }).operations[0]).toMatchObject({
    block: { name: 'samba', lines: [`include = ${CONF}`] },
    keep: true,
    verify: ['testparm', '-s', '{}'],
  });
});

it('what is declared no more is taken out, first where it is included', () => {
  const empty = { user: 'share', shares: [] };
  const cause = 'nothing is declared for Samba any more';
  expect(say({}, empty)).toEqual([`${cause}: ${SMB_CONF}`, `${cause}: rm -f ${CONF}`, RELOAD]);
  expect(say({ smbConf: FOREIGN }, empty)).toEqual([`${cause}: rm -f ${CONF}`, RELOAD]);
  expect(say({ own: undefined, smbConf: FOREIGN }, empty)).toEqual([]);
});

it('looks at files, and asks for users and the service', async () => {
  const files = {
    '/etc/passwd': 'share:x:990:990::/:/bin/sh\n',
    '/etc/group': 'share:x:990:\nstaff:x:50:share\n',
    [SMB_CONF]: done.smbConf,
    [CONF]: done.own ?? '',
    '/srv/media/a': '',
  };
  const commands = { 'pdbedit -L': 'share:990:\nann:1000:Ann\n' };
  const config = { samba: declared } as unknown as Parameters<typeof observe>[1]['config'];
  const host = fakeHost({ files, commands });
  const facts = await observe(host, { config, declared: places });
  expect(facts).toMatchObject({
    account: { uid: 990, group: 'share', gids: [990, 50] },
    known: new Set(['share', 'ann']),
    strangers: ['ann'],
    own: done.own,
    service: { enabled: false, active: false },
  });
  expect(host.calls).toHaveLength(2);
  const without = fakeHost({ files, programs: ['systemctl'] });
  expect((await observe(without, { config, declared: places })).known.size).toBe(0);
});
