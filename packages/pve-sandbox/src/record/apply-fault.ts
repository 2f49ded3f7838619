import { setTimeout as sleep } from 'node:timers/promises';
import { faultFor } from './faults.ts';

const A_DAY = 86_400_000;

/**
 * Lets the command suffer the fault that is due for it. Answers the exit code of a command that is
 * to end here without doing anything, undefined when it goes on (perhaps with a death to come).
 */
export async function applyFault(words: readonly string[]): Promise<number | undefined> {
  const action = faultFor(words.join(' '));
  if (action === undefined) return undefined;
  switch (action.kind) {
    case 'fail':
      if (action.text !== '') process.stderr.write(`${action.text}\n`);
      return action.exit;
    case 'hang':
      for (;;) await sleep(A_DAY);
    case 'kill-caller': {
      const { killCaller } = await import('./kill.ts');
      killCaller();
      return action.abort ? 137 : undefined;
    }
    case 'kill': {
      const { killOwnGroup } = await import('./kill.ts');
      if (action.phase === undefined) return killOwnGroup();
      const { killAtPhase } = await import('./phase.ts');
      killAtPhase(action.phase);
      return undefined;
    }
  }
}
