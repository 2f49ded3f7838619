import type { Call } from '../call.ts';
import { chooseView } from '../choose-view.ts';
import { relay } from '../relay.ts';
import type { LookVerb } from '../verb.ts';

export const setup: LookVerb = {
  name: 'setup',
  group: 'Bring up',
  summary: 'bring the host itself to its declaration (not available yet)',
  usage: '',
  takes: 'none',
  examples: [['setup', 'asks hypervisor-manager, which answers what it can']],
  about: [
    'Storage, shares, users, GPU and firewall of the host. hypervisor-manager does that; the one',
    'of this release answers that it cannot yet.',
  ],
  flags: [],
  async run(_intent, session) {
    const { flags, out } = session;
    const argv = ['setup'];
    if (flags.dryRun) argv.push('--dry-run');
    if (flags.json) argv.push('--json');
    if (flags.yes) argv.push('--yes');
    if (flags.baseDir !== undefined) argv.push('--base-dir', flags.baseDir);
    const call: Call = { manager: 'hypervisor-manager', argv };
    const view = await chooseView(session);
    const { exit, stdout, stderr } = await relay(call, session, view);
    view.close();
    out.result(stdout);
    out.talk(stderr);
    return exit;
  },
};
