import { agentAnswers } from '../../machine/agent.ts';
import { obeysShutdown } from '../../machine/obey.ts';
import { progressOf } from '../../machine/progress.ts';
import { sleepScaled } from '../../record/settings.ts';
import { Refusal } from '../../state/refusal.ts';
import { err } from '../../state/talk.ts';
import type { VmConf } from '../../state/vm-conf.ts';
import { running } from '../../state/vm-running.ts';
import { enter } from '../job/phases.ts';
import { agentEnabled } from './agent-enabled.ts';
import { afterVmStop } from './vm-stopped.ts';

/**
 * Asks a machine to shut down and waits for it, by its agent where that answers. One that is still
 * up at the deadline is ended with `force`. @throws Refusal otherwise
 */
export async function shutDown(
  id: number,
  conf: VmConf,
  { timeout = downTime(conf) ?? 60, force }: { timeout?: number | undefined; force: boolean },
): Promise<void> {
  const hasAgent = agentEnabled(new Map(Object.entries(running(id)?.values ?? {})));
  const isHeard = hasAgent && agentAnswers(id);
  if (hasAgent && !isHeard) {
    err(
      `QEMU Guest Agent is not running - VM ${id} qga command 'guest-ping' failed - got timeout\n`,
    );
  }
  // A system from files is nothing but its agent: no button switches it off.
  const isDeaf = progressOf(id)?.initrd === true && !isHeard;
  if (timeout > 0 && running(id)?.paused === false && !isDeaf && obeysShutdown(id)) {
    await enter('stopping', 3);
    await afterVmStop(id);
    return;
  }
  await sleepScaled('qm-powerdown', timeout);
  if (!force) throw new Refusal('VM quit/powerdown failed - got timeout');
  err('VM still running - terminating now with SIGTERM\n');
  await afterVmStop(id);
}

/** The seconds that `startup` gives a machine to go down. */
function downTime({ values }: VmConf): number | undefined {
  const down = /(?:^|,)down=(\d+)/.exec(values.get('startup') ?? '')?.[1];
  return down === undefined ? undefined : Number(down);
}
