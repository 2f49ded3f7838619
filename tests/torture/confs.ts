import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LabHost } from '../e2e/lab-host.ts';
import type { Lot } from '../e2e/lab-lot.ts';

/** The conf file of a guest that is there, by lot; with its id. */
export function aConf({ directory }: LabHost, lot: Lot): [id: string, file: string] {
  const files = ['lxc', 'qemu-server'].flatMap((kind) => {
    const place = join(directory, 'etc/pve', kind);
    return existsSync(place)
      ? readdirSync(place)
          .filter((name) => name.endsWith('.conf'))
          .sort()
          .map((name) => join(place, name))
      : [];
  });
  const file = lot.of(files);
  return [/(\d+)\.conf$/.exec(file)?.[1] ?? '', file];
}
