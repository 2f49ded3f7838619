import { copyFileSync, existsSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { noteChange } from '../../record/note.ts';
import { hostPath } from '../../state/paths.ts';
import { Refusal } from '../../state/refusal.ts';
import { isRunning } from '../../state/running.ts';
import type { Params } from '../cli/arguments.ts';
import type { Handler } from '../cli/dispatch.ts';
import { runJob } from '../job/job.ts';
import { fileMode, giveTo, guestFile, ownerId } from './file-transfer.ts';
import { guestView } from './guest-view.ts';

/** `pct push`: exits 0 whatever became of the file. */
export const push: Handler = async ({ params }, { exitReflectsTask }) => {
  const id = Number(params.get('vmid'));
  if (!isRunning(id)) throw new Refusal('can only push files to a running CT');
  const job = { type: 'push', id: `${id}`, exitReflectsTask: exitReflectsTask ?? false };
  return await runJob(job, async () => copyIn(id, params));
};

function copyIn(id: number, params: Params): void {
  const { tree, mounts } = guestView(id);
  const file = params.get('file') ?? '';
  const destination = params.get('destination') ?? '';
  const mode = fileMode(params);
  const source = statSync(hostPath(file), { throwIfNoEntry: false });
  if (source === undefined) throw new Refusal(`failed to open ${file} for reading`);
  const uid = ownerId(params.get('user'), 'uid', `${tree}/etc/passwd`);
  const gid = ownerId(params.get('group'), 'gid', `${tree}/etc/group`);
  const target = guestFile(tree, destination, mounts);
  if (!existsSync(dirname(target))) {
    throw new Refusal(`failed to create file: ${destination}: No such file or directory`);
  }
  if (statSync(target, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Refusal(`failed to create file: ${destination}: Is a directory`);
  }
  noteChange();
  if (source.isDirectory()) return;
  rmSync(target, { force: true });
  copyFileSync(hostPath(file), target);
  giveTo(target, mode ?? 0o644, uid ?? 0, gid ?? 0);
}
