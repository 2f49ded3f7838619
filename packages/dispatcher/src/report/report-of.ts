import {
  EXIT,
  type GuestInRun,
  type LoggedEvent,
  type LoggedOperation,
  type RunDetail,
} from '@phoenix/shared-runtime';
import { criticalPath, type Link } from '../critical-path.ts';
import { type Lane, lanesIn } from './lanes.ts';
import type { Material, Report, ReportGuest, ReportOperation, Verdict } from './model.ts';

/** The report of a run from its events and what else is known. */
export function reportOf(events: readonly LoggedEvent[], material: Material): Report {
  const { run, needsToday } = material;
  const lanes = lanesIn(events);
  const told = run.guests.some(({ needs }) => needs !== undefined);
  const bare = run.guests.map((guest) => guestOf(guest, lanes.get(guest.id), material, told));
  const chain = chainIn(bare);
  const critical = new Set(chain.map(({ id }) => id));
  const borrowed =
    !told && run.guests.some(({ id }) => typeof id === 'number' && needsToday.has(id));
  return {
    run: run.id,
    command: run.command ?? 'unknown command',
    verdict: verdictOf(run),
    ...(run.exit !== undefined && { exit: run.exit }),
    since: run.since,
    seconds: run.seconds,
    ...(run.expected !== undefined && { expected: run.expected }),
    counts: run.counts,
    guests: bare.map((guest) => ({
      ...guest,
      critical: typeof guest.id === 'number' && critical.has(guest.id),
    })),
    chain,
    needsAreOfToday: borrowed && bare.some(({ needs }) => needs.length > 0),
  };
}

function verdictOf({ state, exit }: RunDetail): Verdict {
  if (state !== 'ended') return state;
  if (exit === EXIT.done) return 'done';
  return exit === EXIT.interrupted || exit === EXIT.terminated ? 'interrupted' : 'failed';
}

function guestOf(
  guest: GuestInRun,
  lane: Lane | undefined,
  { run, names, now, secondsOf, needsToday, tails }: Material,
  told: boolean,
): Omit<ReportGuest, 'critical'> {
  const { id, kind, verb, state, outcome, error } = guest;
  const start = Date.parse(run.since);
  const at = (time: number) => Math.max(0, (time - start) / 1000);
  const last = run.state === 'running' ? at(now) : run.seconds;
  const present = new Set(run.guests.map((one) => one.id));
  const name = names.get(id);
  const { begin, end, operations: logged = [], waits = [], notes = [] } = lane ?? {};
  const operations = logged.map((one): ReportOperation => {
    const from = at(one.since);
    const expected = secondsOf(id, one.id);
    return {
      id: one.id,
      cause: one.cause,
      result: resultOf(one, run),
      begin: from,
      seconds: one.seconds ?? Math.max(0, last - from),
      ...(expected !== undefined && { expected }),
    };
  });
  const took = begin === undefined ? undefined : (end === undefined ? last : at(end)) - at(begin);
  const seconds = took === undefined ? undefined : Math.max(0, took);
  const expected = guest.expected ?? (typeof id === 'string' ? sumOf(operations) : undefined);
  const tail = tails.get(id);
  const needs = (told || typeof id === 'string' ? guest.needs : needsToday.get(id)) ?? [];
  return {
    id,
    ...(name !== undefined && { name }),
    ...(kind !== undefined && { kind }),
    ...(verb !== undefined && { verb }),
    state,
    ...(outcome !== undefined && { outcome }),
    ...(error !== undefined && { error }),
    needs: needs.filter((need) => need !== id && present.has(need)),
    ...(begin !== undefined && { begin: at(begin) }),
    ...(end !== undefined && { end: at(end) }),
    ...(seconds !== undefined && { seconds }),
    ...(expected !== undefined && { expected }),
    waits: waits.map(({ what, from, until }) => ({ what, begin: at(from), end: at(until) })),
    operations,
    notes,
    ...(tail !== undefined && { tail }),
  };
}

function resultOf({ result }: LoggedOperation, { state }: RunDetail): ReportOperation['result'] {
  if (result === undefined) return state === 'running' ? 'running' : 'cut off';
  return result === 'failed' || result === 'skipped' ? result : 'done';
}

/** What all operations of a step took before: it has no time beside them; undefined when there is none, or one that never ran. */
function sumOf(operations: readonly ReportOperation[]): number | undefined {
  if (operations.length === 0) return undefined;
  let sum = 0;
  for (const { expected } of operations) {
    if (expected === undefined) return undefined;
    sum += expected;
  }
  return sum;
}

/** Guests that waited for each other, whose turns took longest together; none where nobody waited. */
function chainIn(guests: readonly Omit<ReportGuest, 'critical'>[]): readonly Link[] {
  const turns = guests.flatMap(({ id, needs, begin, seconds }) =>
    typeof id === 'string' || begin === undefined || seconds === undefined
      ? []
      : [{ id, needs, begin, end: begin + seconds }],
  );
  const chain = criticalPath(turns, new Map(turns.map((turn) => [turn.id, turn])));
  return chain.length < 2 ? [] : chain;
}
