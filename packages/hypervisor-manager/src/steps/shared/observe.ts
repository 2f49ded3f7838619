import { parseStorages, type Storage } from '@phoenix/shared-runtime/pve';
import { lookAt, type Places } from '../../look/directories.ts';
import type { Declaration, Look } from '../../setup/step.ts';
import { type Listing, readListing } from './listing.ts';
import { OWNER } from './owner.ts';

/** What the step looks at. */
export interface SharedFacts {
  readonly places: Places;
  readonly storages: ReadonlyMap<string, Storage>;
  /** What storages that are named hold of the volumes that belong to no guest, by storage. */
  readonly listings: ReadonlyMap<string, Listing>;
}

export async function observe(
  host: Look,
  { config }: Pick<Declaration, 'config'>,
): Promise<SharedFacts> {
  const storages = parseStorages(host.read('/etc/pve/storage.cfg') ?? '');
  const named = new Set(Object.values(config.shared_zfs_volumes).map(({ pool }) => pool));
  const there = [...named].filter((id) => storages.get(id)?.disabled === false);
  const listings = await Promise.all(
    there.map(async (id): Promise<[string, Listing]> => {
      const { exit, stdout, output } = await host.query(
        ['pvesm', 'list', id, '--vmid', `${OWNER}`],
        { timeout: 60 },
      );
      return [id, exit === 0 ? readListing(stdout) : { refused: output.trim() }];
    }),
  );
  return {
    places: lookAt(
      host,
      Object.values(config.shared_volumes).map(({ host_path }) => host_path),
    ),
    storages,
    listings: new Map(listings),
  };
}
