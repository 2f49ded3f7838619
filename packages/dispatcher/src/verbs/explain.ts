import { EXIT, PhoenixError } from '@phoenix/shared-runtime';
import { keyText } from '../key-text.ts';
import type { LookVerb } from '../verb.ts';

export const explain: LookVerb = {
  name: 'explain',
  group: 'Configuration',
  summary: 'what a configuration key means, with default and example',
  usage: 'KEY',
  takes: 'one word',
  examples: [
    ['explain memory_mb', 'of containers, VMs and their defaults'],
    ['explain health_check', 'with the keys below it'],
    ['explain lxc_configs.950.boot_order', 'as messages name it'],
    ['explain ram', 'also by the name that other tools have for it'],
  ],
  about: ['The same that docs/configuration.md has, and editors show by the JSON Schema.'],
  flags: [],
  async run({ words: [word = ''] }, { out, flags }) {
    // Only here, since no other verb needs examples of every key.
    const { findKeys } = await import('@phoenix/shared-config/reference');
    const { keys, calledHere, close } = findKeys(word);
    if (keys.length === 0) {
      throw new PhoenixError(`there is no key "${word}" in any of the three files`, {
        exit: EXIT.notFound,
        hint:
          close === undefined
            ? 'docs/configuration.md has all of them; phoenix schema lxc|vm|hypervisor prints them'
            : `did you mean ${close}?`,
      });
    }
    if (flags.json) {
      const told = keys.map(
        ({ fileName, key, must, isRequired, absent, example, meaning, becomes }) => ({
          file: fileName,
          key,
          meaning,
          must,
          required: isRequired,
          absent,
          example,
          becomes: becomes ?? null,
        }),
      );
      out.result(`${JSON.stringify({ keys: told })}\n`);
      return EXIT.done;
    }
    if (calledHere !== undefined) out.talk(`"${word}" is called ${calledHere} here\n`);
    out.result(keys.map((key) => keyText(key, out.paint)).join('\n'));
    return EXIT.done;
  },
};
