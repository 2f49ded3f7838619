import { type Host, listMakings } from '@phoenix/shared-runtime';
import { workerOn } from '@phoenix/shared-runtime/frame';
import { CONTAINERS, type Kind, VMS } from '@phoenix/shared-runtime/guests';
import { parseConf } from '@phoenix/shared-runtime/pve';
import type { OpenWork, SeenGuest } from './facts.ts';

type Reader = Pick<Host, 'read' | 'list'>;

const FOLDERS: readonly (readonly [string, Kind])[] = [
  ['/etc/pve/lxc', CONTAINERS],
  ['/etc/pve/qemu-server', VMS],
];

/** The guests of this host by their conf files. */
export function seeGuests(host: Reader): SeenGuest[] {
  return FOLDERS.flatMap(([folder, { name: kind }]) =>
    host.list(folder).flatMap((file): SeenGuest[] => {
      const id = Number(/^(\d+)\.conf$/.exec(file)?.[1] ?? Number.NaN);
      const text = Number.isNaN(id) ? undefined : host.read(`${folder}/${file}`);
      if (text === undefined) return [];
      const isAtWork = workerOn(host, kind, id) !== undefined;
      return [{ kind, id, conf: parseConf(text), isAtWork }];
    }),
  );
}

/** Marks of what was begun with a guest, without those of a manager that is at it. */
export function seeOpenWork(host: Reader): OpenWork[] {
  return FOLDERS.flatMap(([, { name: kind }]) =>
    listMakings(host, kind)
      .filter(({ id }) => workerOn(host, kind, id) === undefined)
      .map(({ id, stage, since, source }) => ({
        ...{ kind, id, stage, since },
        ...(source !== undefined && { source }),
      })),
  );
}
