import { fakeHost } from '@phoenix/shared-runtime/testing';
import { describe, expect, it } from 'vitest';
import { observe } from './observe.ts';
import { plan } from './plan.ts';
import { SHARES_FILE, sectionsIn, sharesText } from './shares.ts';

const SHARE = {
  name: 'media',
  path: '/tank/media',
  valid_users: ['heads', '@family'],
  browsable: true,
  read_only: false,
  guest_ok: false,
};
const SAMBA = { user: 'heads', shares: [SHARE] };
const TEXT = sharesText(SAMBA);
const SMB_CONF = '[global]\n   workgroup = HOME\n\n[homes]\n   comment = mine\n';
const BLOCK = `# phoenix shares begin: what is between these lines is made\ninclude = ${SHARES_FILE}\n# phoenix shares end\n`;

/** Plan as text: a line per operation, note and problem. */
async function say(
  files: Record<string, string>,
  { known = true, samba = {} as object } = {},
): Promise<string[]> {
  const config = { samba: { ...SAMBA, ...samba }, zfs: { pools: [], datasets: [] } };
  const host = fakeHost({ files, commands: { 'pdbedit --list': known ? 'heads:999:\n' : '' } });
  host.makeDirectory('/tank/media', 0o770, { uid: 999, gid: 999 });
  const declaration = { config } as unknown as Parameters<typeof observe>[1];
  const {
    operations,
    notes = [],
    problems = [],
  } = plan({ config }, await observe(host, declaration));
  return [
    ...operations.map(
      (one) => `${one.cause}: ${'run' in one ? one.run.join(' ') : `write ${one.write}`}`,
    ),
    ...notes,
    ...problems.map(({ message }) => message),
  ];
}

const ACCOUNT = { '/etc/passwd': 'heads:x:999:999::/:/usr/sbin/nologin\n' };
const WHOLE = {
  ...ACCOUNT,
  [SHARES_FILE]: TEXT,
  '/etc/samba/smb.conf': SMB_CONF + BLOCK,
  '/etc/systemd/system/multi-user.target.wants/smbd.service': '',
  '/var/lib/phoenix/setup/samba': '',
};

describe('shares', () => {
  it('88, 95: stand in a file of their own, with the user to whom they belong', async () => {
    const [account, ...rest] = await say({ '/etc/samba/smb.conf': SMB_CONF });
    expect(account).toContain('useradd --system --no-create-home --shell /usr/sbin/nologin heads');
    expect(rest).toEqual([
      `the shares are not there yet: write ${SHARES_FILE}`,
      `smb.conf does not include ${SHARES_FILE}: write /etc/samba/smb.conf`,
      'smbd is not switched on: systemctl enable --now smbd',
      'smbd has not read the shares as they are: systemctl reload-or-restart smbd',
      'samba is done: write /var/lib/phoenix/setup/samba',
    ]);
  });
  it('that are as declared cost nothing; those that smbd has not read are told of', async () => {
    expect(await say(WHOLE)).toEqual([
      'smbd has not read the shares as they are: systemctl reload-or-restart smbd',
      'samba is done: write /var/lib/phoenix/setup/samba',
    ]);
    const { contentHash } = await import('../../look/made-once.ts');
    const record = { '/var/lib/phoenix/setup/samba': `${contentHash(TEXT)}\n` };
    expect(await say({ ...WHOLE, ...record })).toEqual([]);
    expect(await say({ ...WHOLE, ...record, '/etc/samba/smb.conf': SMB_CONF })).toEqual([
      `smb.conf does not include ${SHARES_FILE}: write /etc/samba/smb.conf`,
      'smbd has not read the shares as they are: systemctl reload-or-restart smbd',
      'samba is done: write /var/lib/phoenix/setup/samba',
    ]);
  });
  it('of somebody else under the same name stand in the way', async () => {
    const files = { ...WHOLE, '/etc/samba/smb.conf': `${SMB_CONF}[Media]\n   path = /x\n` };
    expect((await say(files)).at(-1)).toBe(
      'cannot share media: /etc/samba/smb.conf:6 has a share of that name',
    );
  });
});

describe('92, 96: the password', () => {
  const file = { samba: { password_file: '/root/smb' }, known: false };
  it('is nobody asked for, and a note says what to type', async () => {
    expect((await say(WHOLE, { known: false })).at(-1)).toMatch(/type smbpasswd -a heads/);
  });
  it('comes from a file for root alone, through standard input', async () => {
    const config = {
      samba: { ...SAMBA, password_file: '/root/smb' },
      zfs: { pools: [], datasets: [] },
    };
    const facts = {
      smbConf: '',
      shares: undefined,
      account: undefined,
      isKnown: false,
      passwordFile: { password: 'geheim', isPrivate: true },
      directories: new Map(),
      isEnabled: false,
      told: undefined,
    };
    const { operations } = plan({ config }, facts);
    const [password] = operations.filter(({ id }) => id === 'password');
    expect(password).toMatchObject({
      run: ['smbpasswd', '-a', '-s', 'heads'],
      input: 'geheim\ngeheim\n',
    });
    expect(JSON.stringify(operations.map((one) => ('run' in one ? one.run : one)))).not.toContain(
      'geheim',
    );
  });
  it('of a file that others may read is refused, and so is one that is not there', async () => {
    expect((await say({ ...WHOLE, '/root/smb': 'geheim\n' }, file)).at(-1)).toBe(
      'cannot give heads a password in Samba: others than root may read /root/smb',
    );
    expect((await say(WHOLE, file)).at(-1)).toBe(
      'cannot give heads a password in Samba: /root/smb is not there, or empty',
    );
  });
});

it('a share is written out', () => {
  expect(
    sharesText({ ...SAMBA, workgroup: 'LAB' }),
  ).toBe(`# Made by phoenix setup; changes are lost. smb.conf includes it.

[global]
   workgroup = LAB

[media]
   path = /tank/media
   valid users = heads @family
   force user = heads
   browseable = yes
   read only = no
   guest ok = no
`);
  expect([...sectionsIn(TEXT)]).toEqual([['media', 3]]);
});
