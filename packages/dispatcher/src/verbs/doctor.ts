import { chooseView } from '../choose-view.ts';
import { relay } from '../relay.ts';
import type { LookVerb } from '../verb.ts';

export const doctor: LookVerb = {
  name: 'doctor',
  group: 'Look',
  summary: 'look for what is not well with the host, and say what to type about it',
  usage: '',
  takes: 'none',
  examples: [
    ['doctor', 'what is not well, errors first, each with what to type'],
    ['doctor --json', 'for programs'],
  ],
  about: [
    'Storages, templates, bridges, GPUs, locks, half-made guests, scripts, services, packages and more',
    'are compared with what is declared. Nothing is changed. Exit 1 when there are errors, 0 when all',
    'is well or there are only warnings.',
  ],
  flags: [],
  async run(_intent, session) {
    const { flags, out } = session;
    const argv = ['doctor'];
    if (flags.json) argv.push('--json');
    if (flags.baseDir !== undefined) argv.push('--base-dir', flags.baseDir);
    const view = await chooseView(session);
    const { exit, stdout, stderr } = await relay(
      { manager: 'hypervisor-manager', argv, about: 'steps' },
      session,
      view,
    );
    view.close();
    out.result(stdout);
    out.talk(stderr);
    return exit;
  },
};
