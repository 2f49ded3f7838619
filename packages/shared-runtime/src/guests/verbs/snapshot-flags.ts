import type { VerbContext } from '../../frame/context.ts';
import type { FlagDefinition } from '../../frame/flags.ts';
import { usageError } from '../../frame/usage-error.ts';
import { refuseSnapshotName } from '../../snapshot-name.ts';

/** Flags of the verbs that are about snapshots. */
export const SNAPSHOT_FLAGS: Readonly<Record<string, FlagDefinition>> = {
  name: { value: 'SNAPSHOT', help: 'the name of the snapshot' },
  since: {
    value: 'SECONDS',
    help: 'one that this verb took since then (seconds of the epoch) will do',
  },
};

/** The snapshot that a command line names; throws a usage error for none and for what can be none. */
export function namedSnapshot({ flags, program, verb, ids }: VerbContext, isNew: boolean): string {
  const { name } = flags.own;
  if (name === undefined)
    throw usageError(
      `${verb} needs the name of a snapshot`,
      `${program} ${verb} ${ids.join(' ')} --name before-upgrade`,
    );
  const refusal = refuseSnapshotName(name, isNew);
  if (refusal !== undefined) throw usageError(refusal.message, refusal.hint);
  return name;
}

/** The seconds of --since; undefined when it was not given. */
export function sinceOf({ flags }: Pick<VerbContext, 'flags'>): number | undefined {
  const { since } = flags.own;
  if (since === undefined || /^\d{1,12}$/.test(since))
    return since === undefined ? undefined : Number(since);
  throw usageError(
    `--since cannot be ${JSON.stringify(since)}`,
    'type the seconds since 1970: date +%s tells them',
  );
}
