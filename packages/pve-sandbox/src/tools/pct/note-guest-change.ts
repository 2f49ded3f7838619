import { spawnSync } from 'node:child_process';
import { noteChange } from '../../record/note.ts';

/** What every run of a guest touches by itself. */
const notCounted = ['./run', './tmp', './dev', './var/lib/pve-sandbox'];

/** Notes a change when something in the trees is newer than that moment, by the kernel's own mark. */
export function noteGuestChange(trees: readonly string[], since: number): void {
  const skip = notCounted.flatMap((path) => ['-path', path, '-o']).slice(0, -1);
  const newer = ['-newerct', `@${(since / 1000).toFixed(3)}`, '-print', '-quit'];
  for (const tree of trees) {
    const args = ['.', '-xdev', '(', ...skip, ')', '-prune', '-o', ...newer];
    const { stdout } = spawnSync('find', args, { cwd: tree, encoding: 'utf8' });
    if (stdout === null || stdout === '') continue;
    noteChange();
    return;
  }
}
