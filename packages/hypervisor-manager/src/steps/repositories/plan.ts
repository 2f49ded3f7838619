import type { HypervisorConfig } from '@phoenix/shared-config';
import type { Operation } from '@phoenix/shared-runtime';
import type { StepDraft } from '../../setup/step.ts';
import { entriesOf, type SourceEntry } from './entries.ts';
import type { RepositoryFacts } from './observe.ts';
import { switched } from './switch.ts';

interface Declared {
  readonly config: Pick<HypervisorConfig, 'proxmox_repository'>;
}

/** Plans which repository of Proxmox the host takes its packages from. Nothing is upgraded here. */
export function plan({ config }: Declared, facts: RepositoryFacts): StepDraft {
  const entries = Object.entries(facts.files).flatMap(([path, text]) => entriesOf(path, text));
  const wanted = wantedKind(config.proxmox_repository, entries, facts);
  if (wanted === undefined) return { operations: [] };
  if (facts.codename === undefined)
    return {
      operations: [],
      problems: [
        {
          message: 'cannot choose a repository of Proxmox: /etc/os-release names no release',
          hint: 'write "proxmox_repository": "as-is" to leave the sources as they are',
        },
      ],
    };
  const other = wanted === 'enterprise' ? isFree : isEnterprise;
  const own = wanted === 'enterprise' ? isEnterprise : isFree;
  const off = entries.filter((entry) => entry.enabled && other(entry));
  const isThere = entries.some((entry) => entry.enabled && own(entry) && isOfPve(entry));
  const on = wanted === 'enterprise' ? entries.filter((entry) => !entry.enabled && own(entry)) : [];
  const edits = Object.entries(facts.files).flatMap(([path, text]) => edited(path, text, off, on));
  const isBack = on.some(isOfPve);
  const added = isThere || isBack ? [] : [newFile(wanted, facts.codename, entries)];
  const changes = [...added, ...edits];
  return { operations: changes.length === 0 ? [] : [...changes, update] };
}

type Kind = 'no-subscription' | 'enterprise';

/** What the declaration comes to on this host; undefined: it stays as it is. */
function wantedKind(
  declared: HypervisorConfig['proxmox_repository'],
  entries: readonly SourceEntry[],
  { hasSubscription }: RepositoryFacts,
): Kind | undefined {
  if (declared === 'as-is') return undefined;
  if (declared !== 'auto') return declared;
  if (hasSubscription || entries.some((entry) => entry.enabled && isFree(entry) && !isOwn(entry)))
    return undefined;
  return 'no-subscription';
}

const isEnterprise = ({ uris }: SourceEntry) =>
  uris.some((uri) => /^https?:\/\/(?:[^@/]*@)?enterprise\.proxmox\.com\//.test(uri));
const isFree = (entry: SourceEntry) =>
  !isEnterprise(entry) &&
  entry.components.some((one) => /^(?:\w+-)?no-subscription$|^pve-?test$/.test(one));
const isOfPve = ({ components }: SourceEntry) => components.some((one) => one.startsWith('pve'));
const isOwn = ({ path }: SourceEntry) => path.includes('/phoenix-proxmox.');

function edited(
  path: string,
  text: string,
  off: readonly SourceEntry[],
  on: readonly SourceEntry[],
): Operation[] {
  const here = (list: readonly SourceEntry[]) => list.filter((entry) => entry.path === path);
  const gone = here(off);
  const back = here(on);
  if (gone.length + back.length === 0) return [];
  // A stanza grows by a line where it is switched off, so its neighbours are read anew.
  const half = switched(text, gone, false);
  const again = entriesOf(path, half).filter((one) => back.length > 0 && isEnterprise(one));
  const content = switched(
    half,
    again.filter(({ enabled }) => !enabled),
    true,
  );
  const say = (list: readonly SourceEntry[], word: string) =>
    list.map(({ components }) => `${components.join(' ')} is switched ${word}`);
  const cause = [...say(gone, 'off'), ...say(back, 'on')].join('; ');
  const name = path.slice(path.lastIndexOf('/') + 1);
  return [{ id: `source ${name}`, cause, write: path, content, keep: true }];
}

function newFile(kind: Kind, codename: string, entries: readonly SourceEntry[]): Operation {
  const component = kind === 'enterprise' ? 'pve-enterprise' : 'pve-no-subscription';
  const uri =
    kind === 'enterprise'
      ? 'https://enterprise.proxmox.com/debian/pve'
      : 'http://download.proxmox.com/debian/pve';
  const isList = codename === 'bookworm';
  const key =
    entries.find((entry) => isEnterprise(entry) && entry.signedBy !== undefined)?.signedBy ??
    entries.find((entry) => isFree(entry) && entry.signedBy !== undefined)?.signedBy ??
    (isList ? undefined : '/usr/share/keyrings/proxmox-archive-keyring.gpg');
  const line = `deb ${key === undefined ? '' : `[signed-by=${key}] `}${uri} ${codename} ${component}\n`;
  const stanza =
    `Types: deb\nURIs: ${uri}\nSuites: ${codename}\nComponents: ${component}\n` +
    (key === undefined ? '' : `Signed-By: ${key}\n`);
  return {
    id: 'source',
    cause: `${component} is no source of packages`,
    write: `/etc/apt/sources.list.d/phoenix-proxmox.${isList ? 'list' : 'sources'}`,
    content: isList ? line : stanza,
  };
}

const update: Operation = {
  id: 'update',
  doing: 'read the lists of packages',
  cause: 'the sources of packages changed',
  run: ['apt-get', '-o', 'DPkg::Lock::Timeout=300', 'update'],
  effect: 'change',
  deadline: 600,
  meanings: [
    {
      says: '401  Unauthorized',
      means: 'the enterprise repository of Proxmox asks for a subscription',
      hint: 'enter the key with pvesubscription set KEY, or write "proxmox_repository": "no-subscription"',
    },
  ],
  hint: 'see which source it is about, mend it, then type apt-get update',
};
