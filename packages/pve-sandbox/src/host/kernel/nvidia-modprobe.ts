import { noteChange } from '../../record/note.ts';
import { list, writeText } from '../../state/files.ts';
import { cards, isNvidiaGpu } from './cards.ts';
import { load } from './modules.ts';

/** nvidia-modprobe [-u] [-c N]: the driver is loaded, and its device files are there. It says nothing. */
export function nvidiaModprobe(): number {
  if (load('nvidia') !== undefined) return 1;
  const gpus = cards()
    .filter(isNvidiaGpu)
    .map((_, at) => `nvidia${at}`);
  const missing = [...gpus, 'nvidiactl', 'nvidia-uvm', 'nvidia-uvm-tools'].filter(
    (name) => !list('/dev').includes(name),
  );
  if (missing.length > 0) noteChange();
  for (const name of missing) writeText(`/dev/${name}`, '');
  return 0;
}
