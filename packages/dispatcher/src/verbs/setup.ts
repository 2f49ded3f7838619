import { EXIT, openJournal } from '@phoenix/shared-runtime';
import { chooseView } from '../choose-view.ts';
import { hostCall, lookAtHost } from '../host-call.ts';
import { relay } from '../relay.ts';
import type { Session } from '../session.ts';
import type { LookVerb } from '../verb.ts';
import type { View } from '../views/view.ts';
import { stepsView } from '../views/view-steps.ts';
import { wipeFlag } from '../wipe-disks.ts';

export const setup: LookVerb = {
  name: 'setup',
  group: 'Bring up',
  summary: 'bring the host itself to what is declared',
  usage: '',
  takes: 'none',
  examples: [
    ['setup --dry-run', 'what would be done, and why'],
    ['setup', 'do it; again, it goes on or does nothing'],
    ['setup --only zfs,storages', 'some steps, with the packages that they need'],
    ['setup --skip nvidia', 'all steps but one'],
    ['setup --wipe-disks', 'make pools of disks that carry something; asks for each serial number'],
  ],
  about: [
    'A step that fails keeps back those that need it, and no others. What is not declared stays as',
    'it is: foreign storages, exports, shares, users, rules and package sources.',
    'It never restarts the host: a step that needs that says so, and the next setup goes on there.',
    'Changes of the network and of the firewall go back by themselves unless the host is still',
    'reached afterwards. hypervisor-manager does all that, and can be run without phoenix.',
  ],
  flags: ['only', 'skip', 'upgrade', 'wipe-disks', 'wait', 'detailed-exitcode'],
  async run(_intent, session) {
    const wipe = await wipeFlag(session);
    if (session.flags.dryRun) return await lookAtHost('setup', session, wipe);
    return await setUp(wipe, session);
  },
};

/**
 * Lets hypervisor-manager do it, with a journal as every run has one; `more` are arguments beside the
 * flags of the command line.
 */
export async function setUp(more: readonly string[], session: Session): Promise<number> {
  const { out, world, argv, flags } = session;
  const journal = openJournal(world.host, {
    command: ['phoenix', ...argv],
    warn: (text) => out.talk(`${out.paintTalk('warn', 'warning:')} ${text}\n`),
  });
  const directory = journal.directory();
  let hasActed = false;
  const shown = stepsView(await chooseView(session));
  const view: View = {
    ...shown,
    show(event, time) {
      if (event.type === 'operation-start') hasActed = true;
      shown.show(event, time);
    },
  };
  const { exit, stdout, stderr } = await relay(hostCall('setup', flags, more), session, view, {
    showsResults: true,
    ...(directory !== undefined && { env: { PHOENIX_RUN_DIR: directory } }),
  });
  view.close();
  if (hasActed || exit !== EXIT.done) journal.end(exit);
  else journal.discard();
  out.result(stdout);
  out.talk(stderr);
  return exit;
}
