import { EXIT_MEANINGS } from '../exit-codes.ts';
import type { FlagManual, Manual } from '../manual/manual.ts';
import { ENVIRONMENT, FILES } from '../manual/surroundings.ts';
import type { ManagerDefinition } from './definition.ts';
import { COMMON_FLAGS, FLAGS_IN_EVERY_HELP, type FlagDefinition } from './flags.ts';
import { verbWords } from './help.ts';
import { toolUsage } from './parse-tool.ts';

/** What there is to say of a manager. */
export function manualOf(manager: ManagerDefinition): Manual {
  const { program, verbs, tools = {} } = manager;
  const flags = { ...COMMON_FLAGS, ...manager.flags };
  return {
    program,
    summary: manager.summary,
    usage: `${program} VERB [ID...] [flags]`,
    flags: flagManuals(FLAGS_IN_EVERY_HELP, flags),
    commands: [
      ...Object.entries(verbs).map(([name, verb]) => ({
        name,
        group: 'Verbs',
        summary: verb.summary,
        usage: verbWords(verb),
        about: verb.description,
        examples: verb.examples,
        flags: flagManuals(verb.flags ?? [], flags),
        aliases: [],
      })),
      ...Object.entries(tools).map(([name, tool]) => ({
        name,
        group: 'Tools',
        summary: tool.summary,
        usage: toolUsage(name, tool, '')
          .trimStart()
          .slice(name.length + 1),
        about: tool.description,
        examples: tool.examples,
        flags: flagManuals(Object.keys(tool.flags), tool.flags),
        aliases: [],
        isTool: true as const,
      })),
    ],
    tables: [
      { title: 'Exit status', rows: EXIT_MEANINGS.map(([code, text]) => [`${code}`, text]) },
      ENVIRONMENT,
      FILES,
    ],
  };
}

function flagManuals(
  names: readonly string[],
  flags: Readonly<Record<string, FlagDefinition>>,
): FlagManual[] {
  return Object.entries(flags).flatMap(([name, flag]) =>
    names.includes(name) ? [{ ...flag, name }] : [],
  );
}
