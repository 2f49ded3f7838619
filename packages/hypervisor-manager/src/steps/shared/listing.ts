import { readVolumes } from '@phoenix/shared-runtime/pve';

/** What a storage holds: sizes in bytes by name of volume, or why it does not say. */
export type Listing =
  | { readonly sizes: ReadonlyMap<string, number> }
  | { readonly refused: string };

/** Reads what `pvesm list` prints of one storage. */
export function readListing(text: string): Listing {
  const sizes = readVolumes(text).map(({ volid, bytes }): [string, number] => [
    volid.slice(volid.indexOf(':') + 1),
    bytes,
  ]);
  return { sizes: new Map(sizes) };
}
