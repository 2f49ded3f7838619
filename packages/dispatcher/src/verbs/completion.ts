import { EXIT } from '@phoenix/shared-runtime';
import { COMPLETION_SCRIPTS, type Shell } from '@phoenix/shared-runtime/completion';
import type { LookVerb } from '../verb.ts';

export const completion: LookVerb = {
  name: 'completion',
  group: 'Configuration',
  summary: 'print what makes a shell complete verbs, flags, guests, suites and runs',
  usage: Object.keys(COMPLETION_SCRIPTS).join('|'),
  takes: 'one word',
  examples: [
    ['completion bash > /etc/bash_completion.d/phoenix', 'for bash, from its next start'],
    ['completion zsh > /usr/local/share/zsh/site-functions/_phoenix', 'for zsh'],
    ['completion fish > /etc/fish/completions/phoenix.fish', 'for fish'],
  ],
  about: [
    'The packages bring these files along. In a bash that runs already: . <(phoenix completion bash).',
    'Guests come from the configuration, also from one with errors. The managers are completed too.',
  ],
  flags: [],
  async run({ words: [shell] }, { out }) {
    // One of those in usage: other words have been refused.
    out.result(COMPLETION_SCRIPTS[shell as Shell]);
    return EXIT.done;
  },
};
