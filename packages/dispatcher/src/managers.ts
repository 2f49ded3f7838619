import { dirname } from 'node:path';
import type { Call } from './call.ts';
import type { Session } from './session.ts';

/**
 * The command of a call: the manager is looked for in PHOENIX_MANAGERS_DIR, else in `managers`
 * beside this executable, else below the base directory.
 */
export function commandOf({ manager, argv }: Call, { world, baseDir }: Session): string[] {
  const given = world.env.PHOENIX_MANAGERS_DIR;
  const below = `${baseDir}/bin/managers`;
  const places = given ? [given] : [`${dirname(world.executable)}/managers`, below];
  const found = places.find((place) => world.host.exists(`${place}/${manager}`));
  return [`${found ?? places.at(-1)}/${manager}`, ...argv];
}
