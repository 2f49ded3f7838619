import {
  EXIT,
  type GuestInRun,
  printable,
  type RunDetail,
  readRun,
  type Subject,
} from '@phoenix/shared-runtime';
import { workerOn } from '@phoenix/shared-runtime/frame';
import type { Session } from '../session.ts';
import { labelOf, namesIn } from './names.ts';
import { pickGuests, pickRun, runsOf } from './pick-run.ts';
import { runText } from './run-guests-text.ts';

/** `status --run [RUN] [GUEST...]`: what is going on in a run, or was when it ended. */
export function showRun(words: readonly string[], session: Session): number {
  const { out, flags, world } = session;
  const picked = pickRun(words, runsOf(session));
  if (picked.run === undefined) {
    const text = 'No run is kept here: nothing was done yet';
    out.result(flags.json ? `${JSON.stringify({ run: null })}\n` : `${text}\n`);
    return EXIT.done;
  }
  const all = readRun(world.host, picked.run);
  const names = namesIn(all, session);
  const wanted = pickGuests(picked.guests, names);
  const guests = all.guests.filter(({ id }) => wanted.size === 0 || wanted.has(id));
  const run = { ...all, guests };
  if (flags.json) out.result(`${JSON.stringify({ run })}\n`);
  else out.result(runText(run, names, world.host.now(), surviving(run, names, session)));
  return EXIT.done;
}

/** Managers outlive a death of the dispatcher: they end what they are at. */
function surviving(
  { state, guests }: RunDetail,
  names: ReadonlyMap<Subject, string>,
  { world }: Session,
): string[] {
  if (state !== 'died') return [];
  const cutOff = ({ state: how, kind }: GuestInRun) => how === 'cut off' && kind !== undefined;
  return guests.filter(cutOff).flatMap(({ id, kind = 'lxc' }) => {
    const worker =
      kind === 'host'
        ? workerOn(world.host, 'hypervisor', 'setup')
        : workerOn(world.host, kind, id);
    if (worker === undefined) return [];
    const who = `pid ${worker.pid} (${printable(worker.command)}) is still at work on it`;
    return [`${labelOf(id, names)}: ${who}; --wait 5m waits for that`];
  });
}
