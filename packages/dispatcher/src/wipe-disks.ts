import { EXIT, form, PhoenixError } from '@phoenix/shared-runtime';
import { isReason } from './answer-forms.ts';
import { hostCall } from './host-call.ts';
import { relay } from './relay.ts';
import type { Session } from './session.ts';
import { quietView } from './views/view-quiet.ts';

interface Disk {
  readonly path: string;
  readonly serial: string;
  readonly model?: string;
  readonly pool: string;
  readonly carries: string;
}

/**
 * The flag that names disks to be wiped, for hypervisor-manager. Typed without serial numbers it asks
 * for that of each disk that would be wiped; throws unless every one is typed.
 */
export async function wipeFlag(session: Session): Promise<string[]> {
  const { wipeDisks, dryRun } = session.flags;
  if (wipeDisks === undefined) return [];
  const { ask } = session.world;
  if (wipeDisks !== '' || ask === undefined || dryRun) return [flagOf(wipeDisks)];
  const serials: string[] = [];
  for (const { path, serial, model, pool, carries } of await disksToWipe(session)) {
    const what = `${path} (${model === undefined ? '' : `${model}, `}serial ${serial}) carries ${carries}`;
    const typed = await ask(
      `${what}\nAll of that is DESTROYED for pool ${pool}. Type its serial number to go on: `,
    );
    if (typed.trim() !== serial)
      throw new PhoenixError(`that is not the serial number of ${path}; nothing was done`, {
        hint: 'lsblk -o NAME,SERIAL,MODEL,SIZE lists those of this host',
      });
    serials.push(serial);
  }
  return serials.length === 0 ? [] : [flagOf(serials.join(','))];
}

function flagOf(serials: string): string {
  return serials === '' ? '--wipe-disks' : `--wipe-disks=${serials}`;
}

async function disksToWipe(session: Session): Promise<readonly Disk[]> {
  const flags = { ...session.flags, json: true, detailedExitcode: false };
  const { stdout, stderr, exit } = await relay(hostCall('plan', flags), session, quietView());
  const { steps, error } = answerIn(stdout);
  if (steps !== undefined) return steps.flatMap(({ wipes = [] }) => wipes);
  const code = Object.values(EXIT).find((one) => one === exit && one !== EXIT.done);
  const silence = 'cannot plan the host: hypervisor-manager answered without a plan';
  throw new PhoenixError(error?.message ?? (stderr.trim() || silence), {
    hint: error?.hint ?? 'phoenix doctor tells what is amiss',
    exit: code ?? EXIT.failed,
  });
}

const { absent, listOf, or, shape, text } = form;
const disk = shape({
  path: text,
  serial: text,
  pool: text,
  carries: text,
  model: or(text, absent),
});
const isSteps = listOf(shape({ wipes: or(listOf(disk), absent) }));

interface Answer {
  readonly steps?: readonly { readonly wipes?: readonly Disk[] }[];
  readonly error?: { readonly message: string; readonly hint?: string };
}

function answerIn(json: string): Answer {
  try {
    const { steps, error } = JSON.parse(json) ?? {};
    return { ...(isSteps(steps) && { steps }), ...(isReason(error) && { error }) };
  } catch {
    return {};
  }
}
