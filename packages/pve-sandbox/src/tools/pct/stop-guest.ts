import { noteChange } from '../../record/note.ts';
import { readText } from '../../state/files.ts';
import { guestConfText } from '../../state/guest-conf-text.ts';
import { loadGuest, writeGuest } from '../../state/guests.ts';
import { lxcConf } from '../../state/paths.ts';
import { setStopped } from '../../state/running.ts';
import { applyPending } from './apply-pending.ts';

/**
 * What follows a container's end, however it came: it counts as stopped, what was pending takes
 * effect, and the conf file is written in canonical form.
 */
export async function afterStop(id: number): Promise<void> {
  noteChange();
  setStopped(id);
  const conf = loadGuest(id, 255);
  await applyPending(conf, id);
  if (guestConfText(conf) !== readText(lxcConf(id))) writeGuest(id, conf);
}
