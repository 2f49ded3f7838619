import { dirname } from 'node:path';
import { EXIT, PhoenixError } from '@phoenix/shared-runtime';
import type { Call } from './call.ts';
import type { Session } from './session.ts';

/**
 * The command of a call: the manager is looked for in PHOENIX_MANAGERS_DIR, else in `managers`
 * beside this executable, else below the base directory. Throws (exit 69) when it is nowhere.
 */
export function commandOf({ manager, argv }: Call, { world, baseDir }: Session): string[] {
  const given = world.env.PHOENIX_MANAGERS_DIR;
  const places = given
    ? [given]
    : [`${dirname(world.executable)}/managers`, `${baseDir}/bin/managers`];
  const found = places.find((place) => world.host.exists(`${place}/${manager}`));
  if (found !== undefined) return [`${found}/${manager}`, ...argv];
  throw new PhoenixError(`cannot find ${manager}: it is not in ${places.join(' nor in ')}`, {
    exit: EXIT.hostProgramMissing,
    hint: given
      ? 'PHOENIX_MANAGERS_DIR has to name the directory of the managers'
      : 'copy the managers directory beside phoenix (dist/bin/managers)',
  });
}
