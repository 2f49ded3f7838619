import { dirname } from 'node:path';
import type { Declared } from '@phoenix/shared-config';
import { readSecret, type SecretRead } from '@phoenix/shared-runtime';
import { type Account, accountOf, hasGroup } from '../../look/accounts.ts';
import { lookAt, type Places } from '../../look/directories.ts';
import { type ServiceState, serviceState } from '../../look/units.ts';
import type { Declaration, Look } from '../../setup/step.ts';
import { CONF, SMB_CONF } from './paths.ts';

/** What the step looks at. */
export interface SambaFacts {
  /** The account of samba.user. */
  readonly account: Account | undefined;
  readonly groupExists: boolean;
  /** Who may use a share and has no account. */
  readonly strangers: readonly string[];
  /** Users that have a password in Samba. */
  readonly known: ReadonlySet<string>;
  /** Only when it is declared, and the user has none in Samba. */
  readonly password: SecretRead | undefined;
  /** Text of our own file. */
  readonly own: string | undefined;
  /** Text of smb.conf. */
  readonly smbConf: string;
  readonly places: Places;
  readonly service: ServiceState;
}

export async function observe(
  host: Look,
  {
    config: { samba },
    declared: { files },
  }: Pick<Declaration, 'config'> & {
    declared: Pick<Declared, 'files'>;
  },
): Promise<SambaFacts> {
  const { user = '', password, shares } = samba;
  const people = [...new Set(shares.flatMap((share) => share.valid_users))];
  const known = await knownUsers(host);
  const isNeeded = password !== undefined && !known.has(user);
  return {
    account: accountOf(host, user),
    groupExists: hasGroup(host, user),
    strangers: people.filter((name) => !/^@/.test(name) && accountOf(host, name) === undefined),
    known,
    password: isNeeded ? readSecret(host, password, dirname(files.hypervisor)) : undefined,
    own: host.read(CONF),
    smbConf: host.read(SMB_CONF) ?? '',
    places: lookAt(
      host,
      shares.map(({ path }) => path),
    ),
    service: await serviceState(host, 'smbd'),
  };
}

async function knownUsers(host: Look): Promise<ReadonlySet<string>> {
  if (host.program('pdbedit') === undefined) return new Set();
  const { stdout } = await host.query(['pdbedit', '-L']);
  return new Set(stdout.split('\n').flatMap((line) => /^([^:\s]+):\d+:/.exec(line)?.[1] ?? []));
}
