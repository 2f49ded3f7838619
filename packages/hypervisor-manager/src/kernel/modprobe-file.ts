import type { Operation } from '@phoenix/shared-runtime';

/** A file of /etc/modprobe.d that is Phoenix's own, as it is and as it is to be. */
export interface ModprobeFile {
  readonly path: string;
  /** Its lines; none: it is not wanted, and one that is there is emptied. */
  readonly lines: readonly string[];
  readonly text: string | undefined;
  /** Initial ram disks that are older than the file. */
  readonly stale: readonly string[];
  /** What it is for, in a cause. */
  readonly what: string;
}

/** Writes the file where it differs, and has the initial ram disks made again that hold a copy. */
export function modprobeOperations({ path, lines, text, stale, what }: ModprobeFile): Operation[] {
  const content = ['# Made by phoenix setup; changes are lost.', ...lines, ''].join('\n');
  if (lines.length === 0 && text === undefined) return [];
  const isRight = text === content;
  if (isRight && stale.length === 0) return [];
  const write: Operation = {
    id: 'modprobe',
    doing: `write ${path}`,
    cause: text === undefined ? what : `${what}: ${path} differs`,
    write: path,
    content,
  };
  const rebuild: Operation = {
    id: 'initramfs',
    doing: 'make the initial ram disks of all kernels again',
    cause: isRight ? `${stale.join(', ')} without ${path}` : `${path} is in the initial ram disks`,
    run: ['update-initramfs', '-u', '-k', 'all'],
    effect: 'change',
    deadline: 1800,
    hint: 'is /boot full? df -h /boot shows it',
  };
  return isRight ? [rebuild] : [write, rebuild];
}
