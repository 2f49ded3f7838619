import type { HypervisorConfig, SambaShare } from '@phoenix/shared-config';
import {
  blockIn,
  type Operation,
  type PlanProblem,
  type RunOperation,
} from '@phoenix/shared-runtime';
import { datasetPlaces } from '../../look/dataset-places.ts';
import { andRecord, contentHash } from '../../look/made-once.ts';
import type { StepDraft } from '../../setup/step.ts';
import { type SambaFacts, SMB_CONF } from './observe.ts';
import { SHARES_FILE, sectionsIn, sharesText } from './shares.ts';

const INCLUDE = { name: 'shares', lines: [`include = ${SHARES_FILE}`] } as const;

type Declared = Pick<HypervisorConfig, 'samba' | 'zfs' | 'users'>;

/** Plans our own shares, what they need, and one line of smb.conf that includes them. */
export function plan({ config }: { config: Declared }, facts: SambaFacts): StepDraft {
  const { samba } = config;
  const text = sharesText(samba);
  return {
    operations: [
      ...userOperations(config, facts),
      ...directoryOperations(config, facts),
      ...passwordOperations(samba.user, facts),
      ...fileOperations(text, facts),
    ],
    notes: notesOf(config, facts),
    problems: [
      ...samba.shares.flatMap((share) => taken(share, facts)),
      ...passwordProblems(samba, facts),
    ],
  };
}

function userOperations(
  { samba: { user }, users }: Declared,
  { account }: SambaFacts,
): Operation[] {
  // The administrator is made by the step users, which comes before.
  if (user === undefined || account !== undefined || user === users?.username) return [];
  return [
    run(
      'account',
      `make the account ${user}`,
      `there is no account ${user}, to whom the shares belong`,
      ['useradd', '--system', '--no-create-home', '--shell', '/usr/sbin/nologin', user],
    ),
  ];
}

function directoryOperations(config: Declared, { directories }: SambaFacts): Operation[] {
  const { user } = config.samba;
  const places = datasetPlaces(config);
  const owner = user === undefined ? [] : [`--owner=${user}`, `--group=${user}`];
  return config.samba.shares
    .filter(({ path }) => directories.get(path) === undefined && !places.has(path))
    .map(({ path }) =>
      run(`directory ${path}`, `make ${path}`, `${path} is not there`, [
        'install',
        '--directory',
        ...owner,
        '--mode=0770',
        path,
      ]),
    );
}

function passwordOperations(user: string | undefined, facts: SambaFacts): Operation[] {
  const password = facts.passwordFile?.password;
  if (user === undefined || facts.isKnown || password === undefined) return [];
  return [
    {
      ...run('password', `give ${user} a password in Samba`, `Samba does not know ${user}`, [
        'smbpasswd',
        '-a',
        '-s',
        user,
      ]),
      input: `${password}\n${password}\n`,
    },
  ];
}

function fileOperations(text: string, facts: SambaFacts): Operation[] {
  const { shares, smbConf, isEnabled, told } = facts;
  const hash = contentHash(text);
  const included = blockIn(smbConf ?? '', INCLUDE.name)?.join('\n') === INCLUDE.lines.join('\n');
  const operations: Operation[] = [];
  if (shares !== text)
    operations.push({
      id: 'shares',
      doing: 'write the shares',
      cause:
        shares === undefined
          ? 'the shares are not there yet'
          : 'the shares differ from what is declared',
      write: SHARES_FILE,
      content: text,
      verify: ['testparm', '-s', '{}'],
    });
  if (!included)
    operations.push({
      id: 'include',
      doing: `include ${SHARES_FILE}`,
      cause: `smb.conf does not include ${SHARES_FILE}`,
      write: SMB_CONF,
      block: INCLUDE,
      keep: true,
      verify: ['testparm', '-s', '{}'],
    });
  if (!isEnabled)
    operations.push(
      run('server', 'switch on the Samba server', 'smbd is not switched on', [
        'systemctl',
        'enable',
        '--now',
        'smbd',
      ]),
    );
  if (told !== hash || !included)
    operations.push(
      ...andRecord('samba', hash, [
        run('reload', 'tell the Samba server', 'smbd has not read the shares as they are', [
          'systemctl',
          'reload-or-restart',
          'smbd',
        ]),
      ]),
    );
  return operations;
}

/** A share of that name which somebody else has written into smb.conf. */
function taken({ name }: SambaShare, { smbConf }: SambaFacts): PlanProblem[] {
  const line = sectionsIn(smbConf ?? '').get(name.toLowerCase());
  if (line === undefined) return [];
  return [
    {
      message: `cannot share ${name}: ${SMB_CONF}:${line} has a share of that name`,
      hint: 'take it away there when the declaration is to count, or give one of them another name',
    },
  ];
}

function passwordProblems(
  { user, password_file: file }: HypervisorConfig['samba'],
  { passwordFile, isKnown }: SambaFacts,
): PlanProblem[] {
  if (user === undefined || file === undefined || isKnown || passwordFile === undefined) return [];
  if (passwordFile.password === undefined)
    return [
      {
        message: `cannot give ${user} a password in Samba: ${file} is not there, or empty`,
        hint: 'write the password into its first line, and chmod 600 the file',
      },
    ];
  if (passwordFile.isPrivate) return [];
  return [
    {
      message: `cannot give ${user} a password in Samba: others than root may read ${file}`,
      hint: `chown root: ${file} && chmod 600 ${file}`,
    },
  ];
}

function notesOf({ samba: { user, shares } }: Declared, facts: SambaFacts): string[] {
  const { isKnown, passwordFile, account, directories } = facts;
  const notes: string[] = [];
  if (user !== undefined && !isKnown && passwordFile === undefined)
    notes.push(
      `${user} has no password in Samba, and cannot use the shares: type smbpasswd -a ${user}, or declare samba.password_file`,
    );
  for (const { name, path, read_only } of shares) {
    const directory = directories.get(path);
    if (directory === undefined || read_only || account === undefined) continue;
    if (directory.uid === account.uid || (directory.mode & 0o002) !== 0) continue;
    if (directory.gid === account.gid && (directory.mode & 0o020) !== 0) continue;
    notes.push(
      `${user} may not write to ${path}, which the share ${name} offers for writing: chown ${user}: ${path}`,
    );
  }
  return notes;
}

function run(
  id: string,
  doing: string,
  cause: string,
  argv: readonly [string, ...string[]],
): RunOperation {
  return { id, doing, cause, run: argv, effect: 'change', deadline: 120, retryLocks: true };
}
