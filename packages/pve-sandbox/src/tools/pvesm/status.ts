import { statfsSync } from 'node:fs';
import { findDataset } from '../../host/zfs/datasets.ts';
import { available, used } from '../../host/zfs/space.ts';
import { exists } from '../../state/files.ts';
import { hostPath, nodeName } from '../../state/paths.ts';
import { contentTypes, isDisabled, loadStorages, type Storage } from '../../state/storage-cfg.ts';
import { out } from '../../state/talk.ts';
import { storageRoot } from '../../state/volume-paths.ts';
import { isFileStorage } from '../../state/volumes.ts';
import { parameterRefusal } from '../cli/arguments.ts';
import type { Handler } from '../cli/dispatch.ts';

/** `pvesm status` */
export const status: Handler = ({ params }, { usage }) => {
  const wanted = params.get('storage');
  const content = params.get('content')?.split(/[,; ]+/) ?? [];
  const all = loadStorages();
  if (wanted !== undefined && !all.some(({ id }) => id === wanted)) {
    throw parameterRefusal([['storage', 'No such storage.']], usage, 255);
  }
  const shown = all
    .filter(({ options }) => (options.get('nodes') ?? nodeName).split(',').includes(nodeName))
    .filter(({ id }) => wanted === undefined || id === wanted)
    .filter((each) => params.get('enabled') !== '1' || !isDisabled(each))
    .filter(
      (each) => content.length === 0 || content.some((type) => contentTypes(each).includes(type)),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const width = Math.max(4, ...shown.map(({ id }) => id.length));
  out(row(width, ['Name', 'Type', 'Status', 'Total (KiB)', 'Used (KiB)', 'Available (KiB)', '%']));
  for (const each of shown) out(row(width, cells(each)));
};

function row(width: number, cells: readonly string[]): string {
  const widths = [width, 11, 10, 15, 15, 15, 8];
  const padded = cells.map((cell, at) =>
    at === 0 ? cell.padEnd(width) : cell.padStart(widths[at] ?? 0),
  );
  return `${padded[0]} ${padded.slice(1).join(' ')}\n`;
}

function cells(each: Storage): string[] {
  if (isDisabled(each)) return [each.id, each.type, 'disabled', '0', '0', '0', 'N/A'];
  const space = spaceOf(each);
  if (space === undefined) return [each.id, each.type, 'inactive', '0', '0', '0', '0.00%'];
  const { total, used, free } = space;
  const percent = total === 0 ? 0 : (used / total) * 100;
  const numbers = [total, used, free].map((value) => `${Math.floor(value / 1024)}`);
  return [each.id, each.type, 'active', ...numbers, `${percent.toFixed(2)}%`];
}

/** Bytes of the file system behind a storage; undefined when it is not there. */
function spaceOf(each: Storage): { total: number; used: number; free: number } | undefined {
  const found = each.type === 'zfspool' ? findDataset(each.options.get('pool') ?? '') : undefined;
  if (found !== undefined) {
    const taken = used(found.pool, found.dataset);
    const free = available(found.pool, found.dataset);
    return { total: taken + free, used: taken, free };
  }
  const place =
    isFileStorage(each) || each.type === 'zfspool'
      ? storageRoot(each)
      : `/dev/${each.options.get('vgname') ?? ''}`;
  if (!exists(place)) return undefined;
  const { bsize, blocks, bfree, bavail } = statfsSync(hostPath(place));
  return { total: blocks * bsize, used: (blocks - bfree) * bsize, free: bavail * bsize };
}
