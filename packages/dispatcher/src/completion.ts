import { declaredSuites } from '@phoenix/shared-config';
import { PhoenixError, readRunSummary, runIds } from '@phoenix/shared-runtime';
import {
  COMPLETE,
  complete,
  completionLines,
  type Known,
  knownGuests,
  snapshotNames,
} from '@phoenix/shared-runtime/completion';
import { parseArgv } from './argv.ts';
import { defaultFlags } from './flags.ts';
import { commandOf as shownCommand } from './history/run-text.ts';
import { commandOf } from './managers.ts';
import { phoenixManual } from './manual.ts';
import { openSession, type Session } from './session.ts';
import type { World } from './world.ts';

/** Runs that are offered. */
const RUNS = 20;

/** Tells a shell, as its script reads it, what the last of the words may be. Says nothing else, and never fails. */
export async function tellCompletions(words: readonly string[], world: World): Promise<void> {
  const parsed = parseArgv(words.slice(0, -1));
  const flags = 'message' in parsed ? defaultFlags() : parsed.flags;
  try {
    const session = openSession(flags, world, words);
    world.stdout.write(completionLines(await complete(phoenixManual(), words, knownTo(session))));
  } catch (error) {
    // What cannot be read is not offered; the command itself will tell why.
    if (!(error instanceof PhoenixError)) throw error;
  }
}

function knownTo(session: Session): Known {
  const { world } = session;
  return {
    guests() {
      const declared = session.load();
      return knownGuests(declared, (id) => declaredSuites(declared, id));
    },
    hostSuites: () => Object.keys(session.load().hypervisor.tests),
    snapshots: () => snapshotNames(session.load(), world.host),
    runs: () =>
      runIds(world.host)
        .slice(0, RUNS)
        .map((id) => [id, shownCommand(readRunSummary(world.host, id)) ?? '']),
    async keys() {
      const { keyNames } = await import('@phoenix/shared-config/reference');
      return keyNames();
    },
    async steps() {
      const argv = [COMPLETE, 'setup', '--only', ''];
      const asked = await world.host.query(
        commandOf({ manager: 'hypervisor-manager', argv, about: 'steps' }, session),
        { timeout: 5 },
      );
      return asked.stdout.split('\n').flatMap((line) => line.split('\t')[0] || []);
    },
  };
}
