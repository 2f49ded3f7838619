import { accessSync, constants } from 'node:fs';
import { exists } from '../../state/files.ts';
import { hostPath } from '../../state/paths.ts';
import { Refusal } from '../../state/refusal.ts';
import { volume } from '../../state/volume-ids.ts';
import { volumePath } from '../../state/volume-paths.ts';

/** Refuses a hook script that is no snippet, not there, or not executable. */
export function refuseHookscript(volid: string | undefined): void {
  if (volid === undefined) return;
  const script = volume(volid);
  if (script.type !== 'snippets') {
    throw new Refusal(`'${volid}' is not in the snippets directory`);
  }
  const path = volumePath(script);
  if (!exists(path)) throw new Refusal(`script '${volid}' does not exist`);
  try {
    accessSync(hostPath(path), constants.X_OK);
  } catch {
    throw new Refusal(`script '${volid}' is not executable`);
  }
}
