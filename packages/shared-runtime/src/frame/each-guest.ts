import { doneWord } from '../done-word.ts';
import { formatDuration } from '../duration.ts';
import { PhoenixError } from '../errors.ts';
import type { GuestOutcome } from '../events.ts';
import { EXIT } from '../exit-codes.ts';
import { Interrupted, stopExit } from '../interrupted.ts';
import type { VerbContext } from './context.ts';
import { type ErrorObject, errorObject, printError } from './errors-out.ts';

/** How one guest came out, as `--json` shows it. */
export interface GuestResult {
  readonly id: number;
  readonly kind: string;
  readonly name: string;
  readonly outcome: GuestOutcome;
  readonly seconds: number;
  /** What a person should know of it; absent when there is nothing. */
  readonly notes?: readonly string[];
  readonly error?: ErrorObject;
}

type Needs = Pick<
  VerbContext,
  'declared' | 'kind' | 'verb' | 'ids' | 'flags' | 'emit' | 'stop' | 'out' | 'host'
>;

/** See VerbContext.eachGuest; `notesOf` tells what was noted of a guest while it was worked on. */
export async function eachGuest(
  context: Needs,
  notesOf: (id: number) => readonly string[],
  work: (id: number) => Promise<GuestOutcome>,
): Promise<number> {
  const { ids, out, flags } = context;
  const results: GuestResult[] = [];
  let exit: number = EXIT.done;
  for (const id of ids) {
    const { result, failure } = await oneGuest(id, context, work);
    const notes = notesOf(id);
    results.push(notes.length === 0 ? result : { ...result, notes });
    if (failure !== undefined && exit === EXIT.done) exit = failure.exit;
    if (!flags.json) tell(result, context);
  }
  if (flags.json) out.result(`${JSON.stringify({ guests: results, summary: count(results) })}\n`);
  return exit === EXIT.done && context.stop.requested ? stopExit(context.stop) : exit;
}

async function oneGuest(
  id: number,
  context: Needs,
  work: (id: number) => Promise<GuestOutcome>,
): Promise<{ result: GuestResult; failure?: PhoenixError }> {
  const { declared, kind, emit, stop, host } = context;
  const begun = host.now();
  const finish = (outcome: GuestOutcome, failure?: PhoenixError) => {
    const seconds = (host.now() - begun) / 1000;
    const error = failure === undefined ? {} : { error: errorObject(failure) };
    emit({ type: 'guest-result', guest: id, outcome, seconds, ...error });
    const name = (declared.lxc.get(id) ?? declared.vms.get(id))?.name ?? '';
    const result: GuestResult = { id, kind, name, outcome, seconds, ...error };
    return failure === undefined ? { result } : { result, failure };
  };
  if (stop.requested) return finish('skipped', new Interrupted(`before ${id}`, stop));
  try {
    return finish(await work(id));
  } catch (error) {
    if (!(error instanceof PhoenixError)) throw error;
    return finish('failed', error);
  }
}

function tell(result: GuestResult, { out, verb }: Pick<Needs, 'out' | 'verb'>): void {
  const { id, name, outcome, seconds, error } = result;
  if (error !== undefined && outcome !== 'skipped') printError(error, out);
  const color = outcome === 'failed' ? 'bad' : outcome === 'skipped' ? 'warn' : 'good';
  const did = outcome === 'changed' ? doneWord(verb) : outcome;
  const time =
    outcome === 'unchanged' || outcome === 'skipped' ? '' : ` in ${formatDuration(seconds)}`;
  out.result(`${id} ${name}: ${out.paint(color, did)}${time}\n`);
}

function count(results: readonly GuestResult[]): Record<GuestOutcome, number> {
  const counts = { created: 0, changed: 0, unchanged: 0, failed: 0, skipped: 0 };
  for (const { outcome } of results) counts[outcome] += 1;
  return counts;
}
