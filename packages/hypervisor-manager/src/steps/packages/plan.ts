import type { Meaning, Operation } from '@phoenix/shared-runtime';
import type { StepDraft } from '../../setup/step.ts';
import type { PackageFacts } from './observe.ts';
import { STAMP } from './stamp.ts';

/** Seconds that another apt is waited for. */
const LOCK = 300;

interface Declared {
  readonly packages: readonly string[];
  readonly options: { readonly upgrade: boolean };
}

/**
 * Plans the packages that are missing, all at once, from lists that are read just before: those of
 * a host may be of any age. The host is upgraded only where that is asked for.
 */
export function plan({ packages, options: { upgrade } }: Declared, facts: PackageFacts): StepDraft {
  const missing = packages.filter((name) => !facts.installed.has(name));
  const upgrades = upgrade && (facts.upgradable > 0 || !facts.areListsFresh);
  const operations: Operation[] = [];
  if (facts.isInterrupted) operations.push(configure);
  if (missing.length > 0 || upgrades)
    operations.push(
      apt('update', 'read the lists of packages', 'lists of packages may be old', ['update'], 600),
    );
  if (upgrades)
    operations.push(
      apt(
        'upgrade',
        'bring the packages up to date',
        facts.upgradable > 0
          ? `${facts.upgradable} packages are not up to date`
          : 'the upgrade is asked for (--upgrade)',
        ['dist-upgrade', '--yes', ...CONFOLD],
        7200,
      ),
      {
        id: 'remember',
        cause: 'the lists of packages have been read',
        write: STAMP,
        content: `${facts.now}\n`,
      },
    );
  if (missing.length > 0)
    operations.push(
      apt(
        'install',
        `install ${missing.join(', ')}`,
        `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not installed`,
        ['install', '--yes', '--no-install-recommends', ...CONFOLD, ...missing],
        3600,
      ),
    );
  const notes =
    facts.restart === undefined ? [] : [`the host should be restarted: ${facts.restart}`];
  return { operations, notes };
}

/** Settings that were changed by hand stay. */
const CONFOLD = ['-o', 'Dpkg::Options::=--force-confold'];
const ENV = { DEBIAN_FRONTEND: 'noninteractive' };

const meanings: readonly Meaning[] = [
  {
    says: 'Could not get lock',
    means: 'another apt or dpkg is at work',
    hint: 'see which one (ps -ef | grep -E "apt|dpkg"), let it end, then type phoenix setup again',
  },
  {
    says: 'Unable to locate package',
    means: 'no repository of this host has one of the packages',
    hint: 'look at its name in "packages" (apt-cache search WORD), and at the sources in /etc/apt',
  },
  {
    says: '401  Unauthorized',
    means: 'the enterprise repository of Proxmox asks for a subscription',
    hint: 'write "proxmox_repository": "no-subscription", or enter the key with pvesubscription set KEY',
  },
];

const configure: Operation = {
  id: 'configure',
  doing: 'complete what dpkg had begun',
  cause: 'an earlier installation was cut off',
  run: ['dpkg', '--configure', '-a', '--force-confold'],
  env: ENV,
  effect: 'change',
  deadline: 3600,
  meanings,
};

function apt(
  id: string,
  doing: string,
  cause: string,
  words: readonly string[],
  deadline: number,
): Operation {
  return {
    id,
    doing,
    cause,
    run: ['apt-get', '-o', `DPkg::Lock::Timeout=${LOCK}`, ...words],
    env: ENV,
    effect: 'change',
    deadline: deadline + LOCK,
    meanings,
    hint: 'see what it said; phoenix setup goes on from there',
  };
}
