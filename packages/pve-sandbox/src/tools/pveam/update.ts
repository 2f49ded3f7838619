import { noteChange } from '../../record/note.ts';
import { writeIndex } from '../../state/appliances.ts';
import { out } from '../../state/talk.ts';
import type { Handler } from '../cli/dispatch.ts';

/** `pveam update`: the index comes from nowhere else than this program. */
export const update: Handler = () => {
  noteChange();
  writeIndex();
  out('update successful\n');
};
