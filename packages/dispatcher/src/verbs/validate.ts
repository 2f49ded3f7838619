import { count, formatDiagnostics, hasErrors } from '@phoenix/shared-config';
import { EXIT } from '@phoenix/shared-runtime';
import type { LookVerb } from '../verb.ts';

export const validate: LookVerb = {
  name: 'validate',
  group: 'Configuration',
  summary: 'check the configuration files: every error and warning, with its place',
  usage: '',
  takes: 'none',
  examples: [
    ['validate', 'exit 65 when there are errors, 0 when there are none'],
    ['validate --json', 'for programs'],
  ],
  about: ['No host command is run.'],
  flags: [],
  async run(_intent, session) {
    const { stdout } = session.world;
    const { diagnostics, lxc, vms } = session.load();
    const bad = hasErrors(diagnostics);
    if (session.flags.json) {
      stdout.write(`${JSON.stringify({ diagnostics })}\n`);
    } else if (diagnostics.length === 0) {
      stdout.write(`The configuration is valid: ${lxc.size} containers, ${vms.size} VMs\n`);
    } else {
      stdout.write(formatDiagnostics(diagnostics, { max: Number.POSITIVE_INFINITY }));
      stdout.write(`${bad ? 'Not valid' : 'Valid'}: ${count(diagnostics)}\n`);
    }
    return bad ? EXIT.configInvalid : EXIT.done;
  },
};
