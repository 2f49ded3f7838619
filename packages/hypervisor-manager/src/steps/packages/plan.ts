import type { Operation, RunOperation } from '@phoenix/shared-runtime';
import type { Declaration, StepDraft } from '../../setup/step.ts';
import type { PackageFacts } from './observe.ts';

/** Seconds that apt itself waits for another apt. */
const LOCK_WAIT = 120;

const DEADLINE = 3600;

const MEANINGS = [
  {
    says: 'Could not get lock',
    means: 'another apt or dpkg is at work',
    hint: 'wait for its end (unattended-upgrades may take some minutes), then type phoenix setup again',
  },
  {
    says: 'Unable to locate package',
    means: 'no package source of this host has it',
    hint: 'correct its name in "packages", or see which sources are switched on: apt-cache policy',
  },
  {
    says: '401  Unauthorized',
    means: 'the enterprise repository of Proxmox wants a subscription',
    hint: 'write "proxmox_repository": "no-subscription", and let phoenix setup take the step repositories',
  },
] as const;

/** Plans what brings the wanted packages, and with --upgrade all packages up to date. */
export function plan({ options }: Pick<Declaration, 'options'>, facts: PackageFacts): StepDraft {
  const { missing, unfinished, upgradable, restart } = facts;
  const isStale = options.upgrade && upgradable === undefined;
  const operations: Operation[] = [];
  if (unfinished.length > 0)
    operations.push({
      id: 'configure',
      doing: 'configure packages that were left unfinished',
      cause: `${listed(unfinished)} not configured: an installation was cut off`,
      run: ['dpkg', '--configure', '--pending'],
      env: { DEBIAN_FRONTEND: 'noninteractive' },
      effect: 'change',
      deadline: DEADLINE,
      meanings: MEANINGS,
    });
  if (missing.length > 0 || isStale)
    operations.push(
      apt('update', 'read what the package sources have', 'before packages are installed', [
        'update',
      ]),
    );
  if (missing.length > 0)
    operations.push(
      apt('install', 'install packages', `${listed(missing)} not installed`, [
        'install',
        '--yes',
        '--no-install-recommends',
        ...missing,
      ]),
    );
  if (isStale || (upgradable?.length ?? 0) > 0)
    operations.push(
      apt('upgrade', 'bring all packages up to date', `--upgrade: ${whatIsNew(upgradable)}`, [
        'dist-upgrade',
        '--yes',
      ]),
    );
  const note = 'a restart of the host is due: /run/reboot-required is there';
  return { operations, ...(restart && { notes: [note] }) };
}

function apt(id: string, doing: string, cause: string, words: readonly string[]): RunOperation {
  return {
    id,
    doing,
    cause,
    run: [
      'apt-get',
      '-o',
      `DPkg::Lock::Timeout=${LOCK_WAIT}`,
      '-o',
      'Dpkg::Options::=--force-confold',
      ...words,
    ],
    env: { DEBIAN_FRONTEND: 'noninteractive' },
    effect: 'change',
    deadline: DEADLINE,
    meanings: MEANINGS,
  };
}

function listed(names: readonly string[]): string {
  return `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'}`;
}

function whatIsNew(names: readonly string[] | undefined): string {
  if (names === undefined) return 'the lists of the sources are older than an hour';
  const some = names.slice(0, 5).join(', ');
  return `${names.length} can be brought up to date: ${some}${names.length > 5 ? ', ...' : ''}`;
}
