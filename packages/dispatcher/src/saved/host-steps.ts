import { EXIT, PhoenixError, type ShownStep } from '@phoenix/shared-runtime';
import { hostCall } from '../host-call.ts';
import { relay } from '../relay.ts';
import type { Session } from '../session.ts';
import { stepsIn } from '../steps-in.ts';
import { quietView } from '../views/view-quiet.ts';
import type { SavedHost } from './saved-plan.ts';

type ChosenSteps = Pick<SavedHost, 'only' | 'skip'>;

/** The plan of the host, and the exit status that hypervisor-manager gave it. */
export interface HostPlan {
  readonly steps: readonly ShownStep[];
  readonly exit: number;
}

/**
 * What setup would do, with fingerprints. Throws with its exit status when hypervisor-manager has no
 * answer, after its own words were told.
 */
export async function askHost(session: Session, chosen: ChosenSteps = {}): Promise<HostPlan> {
  const flags = { ...session.flags, ...chosen, json: true, dryRun: false, detailedExitcode: false };
  const call = hostCall('plan', flags, ['--fingerprints']);
  const { exit, stdout, stderr } = await relay(call, session, quietView());
  session.out.talk(stderr);
  const steps = stepsIn(stdout);
  if (steps !== undefined) return { steps, exit };
  throw new PhoenixError('cannot plan the host: hypervisor-manager answered without a plan', {
    exit: Object.values(EXIT).find((one) => one === exit && one !== EXIT.done) ?? EXIT.failed,
    hint: 'phoenix doctor tells what is amiss',
  });
}
