import type { Operation } from '@phoenix/shared-runtime';
import { DEADLINES } from '@phoenix/shared-runtime/guests';
import { formatProperties, parseProperties } from '@phoenix/shared-runtime/pve';
import { cloudInitDrive } from './disks.ts';
import { isMade } from './making.ts';
import { passwordProblems } from './password.ts';
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
 * its network is declared; one that has the data of another VM, or of none since its making was cut
 * off, is treated as a new clone.
 */
export function cloudInit(input: PlanInput, current: Keys, isNew: boolean): CloudInit {
  const { guest } = input;
  const ours = isOurs(guest.id, current.get('cicustom'));
  const declared = guest.user_config !== undefined || guest.network_config !== undefined;
  const cloned =
    isNew || isOfAnother(guest.id, current.get('cicustom')) || (!ours && isCutOff(input));
  if (!cloned && !ours && !declared) return NOTHING;
  const problems = [
    ...snippetProblems(input),
    ...siteTemplateProblems(input),
    ...passwordProblems(input),
  ];
  if (problems.length > 0) return { ...NOTHING, problems };
  const snippets = snippetsOf(input, current);
  const settings = new Map<string, string>();
  const drive = cloudInitDrive(current);
  if (drive === undefined) settings.set(freeSlot(current), `${guest.storage_pool}:cloudinit`);
  if (guest.user_config !== undefined) settings.set('ciuser', guest.user_config.username);
  const address = ipConfig(input, current.get('ipconfig0'), cloned);
  if (address !== undefined) settings.set('ipconfig0', address);
  const { nameservers, searchdomain } = guest.network_config ?? {};
  if (nameservers !== undefined) settings.set('nameserver', nameservers.join(' '));
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

/** True for a VM whose making by Phoenix has begun and not ended. */
function isCutOff({ guest, world }: PlanInput): boolean {
  const { conf, making } = world.guests.get(guest.id) ?? {};
  if (conf === undefined || making === undefined || making.stage === 'start') return false;
  return making.stage === 'provision' || isMade(conf, making);
}

/**
 * The declared address over what is there. Where none is declared the network gives one to a new
 * VM, also to a clone: the address of its source must not be in the network twice. What a VM that
 * exists has then stays.
 */
function ipConfig(
  { guest }: PlanInput,
  current: string | undefined,
  cloned: boolean,
): string | undefined {
  const network = guest.network_config ?? (cloned ? { ip: 'dhcp' } : undefined);
  if (network === undefined) return undefined;
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
