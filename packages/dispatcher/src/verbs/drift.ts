import { EXIT, fileToWrite } from '@phoenix/shared-runtime';
import { askCalls } from '../call.ts';
import { type Drift, driftOfGuest, driftOfStep, isDrift } from '../drift/drift.ts';
import { driftMetrics } from '../drift/metrics.ts';
import { driftText } from '../drift/text.ts';
import { hostCall } from '../host-call.ts';
import { askPlans, plansOf } from '../plans.ts';
import { relay } from '../relay.ts';
import type { Session } from '../session.ts';
import { stepsIn } from '../steps-in.ts';
import type { LookVerb } from '../verb.ts';
import { quietView } from '../views/view-quiet.ts';
import { planWork } from '../work.ts';

export const drift: LookVerb = {
  name: 'drift',
  group: 'Look',
  summary: 'a line for each guest and step of the host that is not as declared',
  usage: '[GUEST...]',
  takes: 'guests or all',
  examples: [
    ['drift', 'host and guests; exit 2 when something differs'],
    ['drift 950:955', 'some guests alone'],
    ['drift --json', 'for programs'],
    ['drift --metrics /root/phoenix.prom', 'for node_exporter'],
  ],
  about: [
    'The same that plan and plan --host show, without the commands. Nothing is changed, no guest is',
    'locked, and nothing is written but the metrics. Exit 0 when all is as declared, 2 when something',
    'differs. The package has phoenix-drift.timer, which is off: systemctl enable --now',
    'phoenix-drift.timer has this run each hour, and journalctl -u phoenix-drift tells what it found.',
  ],
  flags: ['metrics'],
  async run({ words }, session) {
    const { flags, out, world } = session;
    const { host } = world;
    const file =
      flags.metrics === undefined
        ? undefined
        : fileToWrite(host, world.absolute(flags.metrics), '--metrics phoenix.prom');
    const ids = session.selectOrAll(words);
    const all = [
      ...(words.length === 0 ? await hostDrift(session) : []),
      ...(await guestDrift(ids, session)),
    ];
    if (file !== undefined && !flags.dryRun)
      world.host.write(file, driftMetrics(all, world.host.now()), 0o644);
    if (flags.json) out.result(`${JSON.stringify({ drift: all })}\n`);
    else out.result(driftText(all, out.paint));
    return all.some(isDrift) ? EXIT.changesPending : EXIT.done;
  },
};

async function guestDrift(ids: readonly number[], session: Session): Promise<Drift[]> {
  if (ids.length === 0) return [];
  const work = planWork(session.declared(), ids);
  const plans = plansOf(work.jobs, await askPlans(askCalls(work, session.flags), session), session);
  const wanted = new Set(ids);
  return plans.filter(({ id }) => wanted.has(id)).map(driftOfGuest);
}

/** The steps of the host; one of the name host, that nobody knows, where its manager cannot tell. */
async function hostDrift(session: Session): Promise<Drift[]> {
  const call = hostCall('plan', { ...session.flags, json: true });
  const { stdout } = await relay(call, session, quietView());
  const steps = stepsIn(stdout);
  if (steps !== undefined) return steps.map(driftOfStep);
  const causes = ['hypervisor-manager has no answer: phoenix plan --host says why'];
  return [{ subject: 'host', kind: 'host', name: 'the host', standing: 'unknown', causes }];
}
