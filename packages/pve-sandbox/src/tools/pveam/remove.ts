import { noteChange } from '../../record/note.ts';
import { exists, remove as removeFile } from '../../state/files.ts';
import { Refusal } from '../../state/refusal.ts';
import { isHostPath, volume } from '../../state/volume-ids.ts';
import { volumePath } from '../../state/volume-paths.ts';
import type { Handler } from '../cli/dispatch.ts';

/** `pveam remove`, by volume id or path. */
export const remove: Handler = ({ params }) => {
  const given = params.get('template_path') ?? '';
  const isVolume = !isHostPath(given) && given.includes(':');
  const path = isVolume ? volumePath(volume(given)) : given;
  if (!isHostPath(path) || !exists(path)) {
    throw new Refusal(
      isVolume ? `volume '${given}' does not exist` : `can't find file '${given}'`,
      2,
    );
  }
  noteChange();
  removeFile(path);
};
