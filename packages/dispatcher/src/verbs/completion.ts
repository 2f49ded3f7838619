import { didYouMean } from '@phoenix/shared-config';
import { EXIT, PhoenixError } from '@phoenix/shared-runtime';
import { COMPLETION_SCRIPTS, type Shell } from '@phoenix/shared-runtime/completion';
import type { LookVerb } from '../verb.ts';

const SHELLS = Object.keys(COMPLETION_SCRIPTS) as Shell[];

export const completion: LookVerb = {
  name: 'completion',
  group: 'Configuration',
  summary: 'print what makes a shell complete verbs, flags, guests, suites and runs',
  usage: SHELLS.join('|'),
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
  async run({ words: [word = ''] }, { out }) {
    const shell = SHELLS.find((one) => one === word);
    if (shell === undefined) {
      const close = didYouMean(word, SHELLS);
      throw new PhoenixError(`there are no completions for "${word}"`, {
        exit: EXIT.usage,
        hint: close === undefined ? `type ${SHELLS.join(', ')}` : `did you mean ${close}?`,
      });
    }
    out.result(COMPLETION_SCRIPTS[shell]);
    return EXIT.done;
  },
};
