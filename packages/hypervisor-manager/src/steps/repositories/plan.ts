import type { HypervisorConfig } from '@phoenix/shared-config';
import type { Operation } from '@phoenix/shared-runtime';
import type { StepDraft } from '../../setup/step.ts';
import type { RepositoryFacts } from './observe.ts';
import { type Source, switchedOff } from './sources.ts';

const KEYRING = '/usr/share/keyrings/proxmox-archive-keyring.gpg';
const OWN = '/etc/apt/sources.list.d/phoenix-proxmox';
const HOSTS = {
  'no-subscription': 'http://download.proxmox.com/debian/pve',
  enterprise: 'https://enterprise.proxmox.com/debian/pve',
} as const;
const COMPONENTS = {
  'no-subscription': 'pve-no-subscription',
  enterprise: 'pve-enterprise',
} as const;

type Wanted = keyof typeof HOSTS;

/**
 * Plans which repository of Proxmox is switched on; sources of others are none of its business. What
 * they have is read by the step that installs packages.
 */
export function plan(
  { config }: { config: Pick<HypervisorConfig, 'proxmox_repository'> },
  facts: RepositoryFacts,
): StepDraft {
  const wanted = wantedOf(config.proxmox_repository, facts);
  if (wanted === undefined) return { operations: [] };
  const { codename } = facts;
  if (codename === undefined)
    return {
      operations: [],
      problems: [
        {
          message:
            'cannot choose the repository of Proxmox: /etc/os-release names no release of Debian',
          hint: 'write "proxmox_repository": "as-is" and see to the package sources yourself',
        },
      ],
    };
  const operations: Operation[] = [];
  const off = facts.sources.filter((one) => one.enabled && isAgainst(one, wanted));
  for (const file of new Set(off.map((one) => one.file)))
    operations.push(switching(file, off, facts));
  if (!facts.sources.some((one) => one.enabled && offers(one, COMPONENTS[wanted])))
    operations.push(adding(wanted, codename));
  return { operations };
}

/** What is to be switched on; undefined: everything stays as it is. */
function wantedOf(
  choice: HypervisorConfig['proxmox_repository'],
  { sources, hasSubscription }: RepositoryFacts,
): Wanted | undefined {
  if (choice === 'as-is') return undefined;
  if (choice !== 'auto') return choice;
  if (hasSubscription) return undefined;
  const enabled = sources.filter((one) => one.enabled);
  const isEnterprise = enabled.some((one) => isAgainst(one, 'no-subscription'));
  const hasOther = enabled.some(({ components }) =>
    components.some((name) => /^pve-?(?:no-subscription|test)$/.test(name)),
  );
  // Chosen by hand, and nothing that fails beside it.
  return hasOther && !isEnterprise ? undefined : 'no-subscription';
}

function offers({ components }: Source, component: string): boolean {
  return components.includes(component);
}

/** Whether a source of Proxmox is of the other kind: it fails without a subscription, or does not want one. */
function isAgainst({ uris, components }: Source, wanted: Wanted): boolean {
  if (!uris.some((uri) => /^https?:\/\/(?:enterprise|download)\.proxmox\.com\//.test(uri)))
    return false;
  return wanted === 'no-subscription'
    ? uris.some((uri) => uri.includes('//enterprise.proxmox.com/'))
    : components.includes('pve-no-subscription');
}

function switching(file: string, off: readonly Source[], { texts }: RepositoryFacts): Operation {
  const own = off.filter((one) => one.file === file);
  // From the last one up, so that the lines of the others keep their numbers.
  const content = own.reduceRight((text, one) => switchedOff(text, one), texts.get(file) ?? '');
  const names = own.flatMap(({ components }) => components).join(', ');
  return {
    id: `off ${file.slice(file.lastIndexOf('/') + 1)}`,
    doing: `switch off ${names}`,
    cause: `${names} is on -> off`,
    write: file,
    content,
    keep: true,
  };
}

function adding(wanted: Wanted, codename: string): Operation {
  const isOld = codename === 'bookworm';
  const component = COMPONENTS[wanted];
  const note = '# Made by phoenix setup.';
  const stanza = [
    note,
    'Types: deb',
    `URIs: ${HOSTS[wanted]}`,
    `Suites: ${codename}`,
    `Components: ${component}`,
    `Signed-By: ${KEYRING}`,
  ];
  const entry = [note, `deb ${HOSTS[wanted]} ${codename} ${component}`];
  return {
    id: 'repository',
    doing: `switch on ${component}`,
    cause: `${component} is off -> on`,
    write: `${OWN}${isOld ? '.list' : '.sources'}`,
    content: `${(isOld ? entry : stanza).join('\n')}\n`,
  };
}
