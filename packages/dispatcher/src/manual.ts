import { EXIT_MEANINGS } from '@phoenix/shared-runtime';
import { ENVIRONMENT, FILES, type FlagManual, type Manual } from '@phoenix/shared-runtime/manual';
import { FLAGS, type FlagSpec } from './flags.ts';
import { GROUPS, oldSpellings, ownFlagHelp, SELECTORS } from './help.ts';
import { VERBS } from './verbs/index.ts';

/** What there is to say of phoenix. */
export function phoenixManual(): Manual {
  const specs: readonly [string, FlagSpec][] = Object.entries(FLAGS);
  return {
    program: 'phoenix',
    summary:
      'brings a Proxmox VE host, its containers and its VMs to the state that three JSON files declare',
    usage: 'phoenix VERB [GUEST...] [flags]',
    flags: specs
      .filter(([, { everywhere }]) => everywhere)
      .map(([name, spec]) => shown(name, spec, spec.help)),
    commands: GROUPS.flatMap((group) =>
      VERBS.filter((verb) => verb.group === group).map((verb) => ({
        name: verb.name,
        group,
        summary: verb.summary,
        usage: verb.usage,
        about: verb.about,
        examples: verb.examples,
        flags: specs.flatMap(([name, spec]) => {
          const own = verb.flags.find((flag) => flag === name);
          return own === undefined ? [] : [shown(name, spec, ownFlagHelp(own, verb))];
        }),
        aliases: verb.aliases ?? [],
      })),
    ),
    tables: [
      { title: 'Guests', rows: SELECTORS },
      { title: 'Old spellings', rows: oldSpellings() },
      { title: 'Exit status', rows: EXIT_MEANINGS.map(([code, text]) => [`${code}`, text]) },
      ENVIRONMENT,
      FILES,
    ],
  };
}

function shown(
  name: string,
  { short, value, optional, choices, words }: FlagSpec,
  help: string,
): FlagManual {
  return {
    name,
    help,
    ...(short !== undefined && { short }),
    ...(value !== undefined && { value }),
    ...(optional !== undefined && { optional }),
    ...(choices !== undefined && { choices }),
    ...(words !== undefined && { words }),
  };
}
