import { type FileKind, jsonSchema } from '@phoenix/shared-config';
import { EXIT } from '@phoenix/shared-runtime';
import type { LookVerb } from '../verb.ts';

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
  async run({ words: [kind] }, { out }) {
    // One of those in usage: other words have been refused.
    out.result(`${JSON.stringify(jsonSchema(kind as FileKind), null, 2)}\n`);
    return EXIT.done;
  },
};
