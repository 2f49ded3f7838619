import { type Account, accountOf } from '../../look/accounts.ts';
import { recorded } from '../../look/made-once.ts';
import { enabledUnits } from '../../look/units.ts';
import type { Declaration, Look } from '../../setup/step.ts';
import { SHARES_FILE } from './shares.ts';

export const SMB_CONF = '/etc/samba/smb.conf';

/** The file with the password of the user of the shares. */
export interface PasswordFile {
  /** Its first line; undefined when there is no such file. */
  readonly password: string | undefined;
  /** Whether nobody but root may read it. */
  readonly isPrivate: boolean;
}

/** What the step looks at. */
export interface SambaFacts {
  readonly smbConf: string | undefined;
  readonly shares: string | undefined;
  readonly account: Account | undefined;
  /** Whether Samba has a password for the user. */
  readonly isKnown: boolean;
  readonly passwordFile: PasswordFile | undefined;
  /** Shared directories: who owns them, and their modes; undefined for those that are not there. */
  readonly directories: ReadonlyMap<string, { uid: number; gid: number; mode: number } | undefined>;
  readonly isEnabled: boolean;
  /** The shares that smbd was told of last. */
  readonly told: string | undefined;
}

export async function observe(
  host: Look,
  { config: { samba } }: Pick<Declaration, 'config'>,
): Promise<SambaFacts> {
  const { user, password_file: file } = samba;
  const users =
    user === undefined || host.program('pdbedit') === undefined
      ? ''
      : (await host.query(['pdbedit', '--list'])).stdout;
  return {
    smbConf: host.read(SMB_CONF),
    shares: host.read(SHARES_FILE),
    account: user === undefined ? undefined : accountOf(host, user),
    isKnown: users.split('\n').some((line) => line.startsWith(`${user}:`)),
    passwordFile: file === undefined ? undefined : passwordIn(host, file),
    directories: new Map(samba.shares.map(({ path }) => [path, host.info(path)])),
    isEnabled: enabledUnits(host).has('smbd.service'),
    told: recorded(host, 'samba'),
  };
}

function passwordIn(host: Look, file: string): PasswordFile {
  const info = host.info(file);
  const isPrivate = info !== undefined && info.uid === 0 && (info.mode & 0o077) === 0;
  return { password: host.read(file)?.split('\n', 1)[0]?.trim() || undefined, isPrivate };
}
