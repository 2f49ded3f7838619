import { count, hasErrors } from '@phoenix/shared-config';
import { EXIT } from '@phoenix/shared-runtime';
import { diagnosticsText } from '../session.ts';
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
    const { out } = session;
    const { diagnostics, lxc, vms } = session.load();
    const bad = hasErrors(diagnostics);
    if (session.flags.json) {
      out.result(`${JSON.stringify({ diagnostics })}\n`);
    } else if (diagnostics.length === 0) {
      const guests = `${number(lxc.size, 'container')}, ${number(vms.size, 'VM')}`;
      out.result(`The configuration is valid: ${guests}\n`);
    } else {
      out.result(diagnosticsText(diagnostics, Number.POSITIVE_INFINITY, out.paint));
      out.result(`${bad ? 'Not valid' : 'Valid'}: ${count(diagnostics)}\n`);
    }
    return bad ? EXIT.configInvalid : EXIT.done;
  },
};

function number(size: number, what: string): string {
  return `${size} ${what}${size === 1 ? '' : 's'}`;
}
