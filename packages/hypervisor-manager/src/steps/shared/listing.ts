/** What a storage holds: sizes in bytes by name of volume, or why it does not say. */
export type Listing =
  | { readonly sizes: ReadonlyMap<string, number> }
  | { readonly refused: string };

/** Reads what `pvesm list` prints: `Volid Format Type Size VMID`, a volume a line. */
export function readListing(text: string): Listing {
  const rows = text.split('\n').map((line) => line.trim().split(/\s+/));
  const sizes = rows.flatMap(([id = '', , , size]): [string, number][] => {
    const at = id.indexOf(':');
    return at < 0 || size === undefined ? [] : [[id.slice(at + 1), Number(size)]];
  });
  return { sizes: new Map(sizes) };
}
