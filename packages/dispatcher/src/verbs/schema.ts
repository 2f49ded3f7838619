import { didYouMean, type FileKind, jsonSchema } from '@phoenix/shared-config';
import { EXIT, PhoenixError } from '@phoenix/shared-runtime';
import type { LookVerb } from '../verb.ts';

const kinds: readonly FileKind[] = ['lxc', 'vm', 'hypervisor'];

export const schema: LookVerb = {
  name: 'schema',
  group: 'Configuration',
  summary: 'print the JSON Schema of a configuration file, for editors',
  usage: 'lxc|vm|hypervisor',
  takes: 'one word',
  examples: [['schema lxc > phoenix_lxc_configs.schema.json', 'the schema of the container file']],
  about: [
    'Name the printed file in "$schema" of the configuration file. A schema is JSON already, so',
    '--json changes nothing but the form of an error.',
  ],
  flags: [],
  async run({ words: [word = ''] }, { out }) {
    const kind = kinds.find((one) => one === word);
    if (kind === undefined) {
      const close = didYouMean(word, kinds);
      throw new PhoenixError(`there is no schema of "${word}"`, {
        exit: EXIT.usage,
        hint: close === undefined ? `type ${kinds.join(', ')}` : `did you mean ${close}?`,
      });
    }
    out.result(`${JSON.stringify(jsonSchema(kind), null, 2)}\n`);
    return EXIT.done;
  },
};
