import { spawnSync } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { exists } from '../../state/files.ts';
import { guestExists, loadGuest } from '../../state/guests.ts';
import { type MountPoint, mountPoints } from '../../state/mount-points.ts';
import { hostPath } from '../../state/paths.ts';
import { isRunning } from '../../state/running.ts';
import { isSystem } from '../../state/system.ts';
import { err, out } from '../../state/talk.ts';
import { volume } from '../../state/volume-ids.ts';
import { treePath } from '../../state/volume-paths.ts';
import { volumeExists, volumeSize } from '../../state/volumes.ts';
import type { Handler } from '../cli/dispatch.ts';

/** `pct df` */
export const df: Handler = ({ params }) => {
  const id = Number(params.get('vmid'));
  if (!guestExists(id) || !isRunning(id)) err(`${id} doesn't exist\n`);
  const points = mountPoints(loadGuest(id).values);
  const rows = points.map((point) => {
    const { size, used } = space(point);
    const free = Math.max(0, size * 0.93 - used);
    const percent = size === 0 ? 0 : Math.floor((used * 1000) / size) / 10;
    return [
      point.key,
      point.source,
      human(size),
      human(used),
      human(free),
      percent.toFixed(1),
      point.target,
    ];
  });
  const all = [['MP', 'Volume', 'Size', 'Used', 'Avail', 'Use%', 'Path'], ...rows];
  const widths = all[0]?.map((_, at) => Math.max(...all.map((row) => row[at]?.length ?? 0))) ?? [];
  for (const row of all)
    out(`${row.map((cell, at) => pad(cell, at, widths[at] ?? 0)).join(' ')}\n`);
};

function pad(cell: string, column: number, width: number): string {
  if (column === 6) return cell;
  return column < 2 ? cell.padEnd(width) : cell.padStart(width);
}

/** What a small system takes on a real host; the trees here are mostly empty. */
const systemBytes = 172 * 2 ** 20;
const emptyFilesystem = 284 * 2 ** 10;

function space(point: MountPoint): { size: number; used: number } {
  if (point.type !== 'volume') {
    if (!exists(point.source)) return { size: 0, used: 0 };
    const { bsize, blocks, bfree } = statfsSync(hostPath(point.source));
    return { size: blocks * bsize, used: (blocks - bfree) * bsize };
  }
  const disk = volume(point.source);
  if (!volumeExists(disk)) return { size: 0, used: 0 };
  const tree = hostPath(treePath(disk));
  const { stdout } = spawnSync('du', ['-sxB1', tree], { encoding: 'utf8' });
  const own = Number.parseInt(stdout, 10) || 0;
  const base = isSystem(treePath(disk)) ? systemBytes : emptyFilesystem;
  return { size: Math.floor(volumeSize(disk) * 0.9506), used: base + own };
}

function human(bytes: number): string {
  let value = bytes;
  for (const unit of ['B', 'K', 'M', 'G', 'T']) {
    if (value < 1024 || unit === 'T') return `${value.toFixed(1)}${unit}`;
    value /= 1024;
  }
  return '';
}
