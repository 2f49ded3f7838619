import type { VmGuest } from '@phoenix/shared-config';
import type { Host } from '@phoenix/shared-runtime';
import { LIST_RECORDS, parseRecords } from '@phoenix/shared-runtime/guests';
import type { GuestConf } from '@phoenix/shared-runtime/pve';
import { named } from '../plan/canonical.ts';
import { networkVolumes } from '../plan/volumes.ts';

/** Seconds that a VM is given to tell what it remembers. */
const PATIENCE = 10;

/**
 * What a running VM remembers of its provisioning, asked through its agent with one command;
 * undefined when it does not answer. One in which nothing is done is not asked.
 */
export async function readMemory(
  host: Host,
  _facts: unknown,
  guest: VmGuest,
  conf: GuestConf,
  running: boolean,
): Promise<ReadonlyMap<string, string> | undefined> {
  if (!running || conf.main.keys.get('template') === '1') return undefined;
  if (!remembers(guest)) return new Map();
  if (named('agent', conf.main.keys.get('agent') ?? '0').enabled !== '1') return undefined;
  const exec = ['qm', 'guest', 'exec', `${guest.id}`, '--timeout', `${PATIENCE}`];
  const result = await host.query([...exec, '--', 'sh', '-c', LIST_RECORDS], {
    timeout: 3 * PATIENCE,
  });
  return result.exit === 0 ? recordsIn(result.stdout) : undefined;
}

function remembers(guest: VmGuest): boolean {
  return (
    guest.features.length > 0 ||
    guest.health_check !== undefined ||
    guest.is_template ||
    networkVolumes(guest.volumes).length > 0
  );
}

/** `qm guest exec` exits 0 whatever the command did; its JSON tells. */
function recordsIn(printed: string): ReadonlyMap<string, string> | undefined {
  let told: unknown;
  try {
    told = JSON.parse(printed);
  } catch {
    return undefined;
  }
  if (typeof told !== 'object' || told === null) return undefined;
  const { exitcode, 'out-data': output } = told as { exitcode?: unknown; 'out-data'?: unknown };
  if (exitcode !== 0) return undefined;
  return parseRecords(typeof output === 'string' ? output : '');
}
