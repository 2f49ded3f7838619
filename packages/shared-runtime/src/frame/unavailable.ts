import { PhoenixError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { VerbDefinition } from './definition.ts';

/** What a verb without `run` answers. */
export function notAvailable(program: string): PhoenixError {
  return new PhoenixError(`${program}: not available yet`, {
    exit: EXIT.hostProgramMissing,
    hint: `this release of ${program} answers only --help and --version`,
  });
}

/** Verbs of a manager that is not there yet: they are known, and answer that. */
export function unavailableVerbs(
  verbs: Readonly<Record<string, Pick<VerbDefinition, 'summary' | 'ids' | 'effect'>>>,
): Record<string, VerbDefinition> {
  const entries = Object.entries(verbs).map(([name, verb]): [string, VerbDefinition] => [
    name,
    {
      ...verb,
      summary: `${verb.summary} (not available yet)`,
      description: ['This release knows the verb and cannot do it yet.'],
      examples: [[verb.ids === 'some' ? `${name} 8000` : name, verb.summary]],
    },
  ]);
  return Object.fromEntries(entries);
}
