import { noteChange } from '../../record/note.ts';
import { writeText } from '../../state/files.ts';
import { out } from '../../state/talk.ts';
import type { Handler } from '../cli/dispatch.ts';

/** `pveam update`: the index is built in, so that there is nothing to fetch. */
export const update: Handler = () => {
  noteChange();
  writeText('/var/lib/pve-manager/apl-info/updated', `${Math.floor(Date.now() / 1000)}\n`);
  out('update successful\n');
};
