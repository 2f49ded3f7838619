import type { Operation } from '@phoenix/shared-runtime';
import { DEADLINES } from '@phoenix/shared-runtime/guests';
import { formatProperties, parseProperties } from '@phoenix/shared-runtime/pve';
import { cloudInitDrive } from './disks.ts';
import {
  cicustom,
  isOfAnother,
  isOurs,
  siteTemplateProblems,
  snippetOperations,
  snippetProblems,
  snippetsOf,
} from './snippets.ts';
import type { Keys, Part, PlanInput } from './types.ts';

/** What cloud-init asks for: settings by key, files, and the drive brought up to date. */
export interface CloudInit extends Part {
  readonly settings: ReadonlyMap<string, string>;
  /** After the settings: the drive of a VM that exists is written anew. */
  readonly refresh: readonly Operation[];
  /** Names of the files that change. */
  readonly changed: readonly string[];
}

const NOTHING: CloudInit = { settings: new Map(), operations: [], refresh: [], changed: [] };

/** Slots for the cloud-init drive, the usual one first. */
const SLOTS = ['ide2', 'ide0', 'ide1', 'ide3'];

/**
 * The cloud-init data of a VM. One that somebody else made is given some only when its user or
 * its network is declared; one that has the data of another VM is treated as a new clone of that.
 */
export function cloudInit(input: PlanInput, current: Keys, isNew: boolean): CloudInit {
  const { guest } = input;
  const ours = isOurs(guest.id, current.get('cicustom'));
  const declared = guest.user_config !== undefined || guest.network_config !== undefined;
  const cloned = isNew || isOfAnother(guest.id, current.get('cicustom'));
  if (!cloned && !ours && !declared) return NOTHING;
  const problems = [...snippetProblems(input), ...siteTemplateProblems(input)];
  if (problems.length > 0) return { ...NOTHING, problems };
  const snippets = snippetsOf(input, current);
  const settings = new Map<string, string>();
  const drive = cloudInitDrive(current);
  if (drive === undefined) settings.set(freeSlot(current), `${guest.storage_pool}:cloudinit`);
  if (guest.user_config !== undefined) settings.set('ciuser', guest.user_config.username);
  settings.set('ipconfig0', ipConfig(input, current.get('ipconfig0'), cloned));
  const { nameservers = [], searchdomain } = guest.network_config ?? {};
  if (nameservers.length > 0) settings.set('nameserver', nameservers.join(' '));
  if (searchdomain !== undefined) settings.set('searchdomain', searchdomain);
  settings.set('cicustom', cicustom(snippets, current.get('cicustom')));
  const operations = snippetOperations(input, snippets);
  const refresh = isNew || drive === undefined || operations.length === 0 ? [] : [refreshed(input)];
  return { settings, operations, refresh, changed: operations.map(({ id }) => id) };
}

function refreshed({ guest }: PlanInput): Operation {
  return {
    id: 'cloud-init drive',
    doing: `write the cloud-init drive of ${guest.id}`,
    cause: 'the data of cloud-init changed',
    run: ['qm', 'cloudinit', 'update', `${guest.id}`],
    effect: 'change',
    deadline: DEADLINES.set,
    retryLocks: true,
  };
}

/**
 * The declared address over what is there; without any the network gives one. A new clone has the
 * address of its source there, which must not be in the network twice.
 */
function ipConfig({ guest }: PlanInput, current: string | undefined, cloned: boolean): string {
  const network = guest.network_config ?? (cloned ? { ip: 'dhcp' } : undefined);
  if (network === undefined) return current ?? 'ip=dhcp';
  const { ip: _ip, gw: _gw, ...rest } = parseProperties(current ?? '');
  return formatProperties({
    ip: network.ip,
    ...(network.gw === undefined || network.ip === 'dhcp' ? {} : { gw: network.gw }),
    ...rest,
  });
}

function freeSlot(current: Keys): string {
  return SLOTS.find((slot) => !current.has(slot)) ?? 'ide3';
}
