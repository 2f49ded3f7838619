/**
 * The layer of each guest: above all that it stands on, and no higher than that needs. `sorted` has
 * foundations before what stands on them.
 */
export function layersOf(
  sorted: readonly number[],
  arrows: readonly { readonly from: number; readonly to: number }[],
): ReadonlyMap<number, number> {
  const below = Map.groupBy(arrows, ({ from }) => from);
  const layers = new Map<number, number>();
  for (const id of sorted) {
    const heights = (below.get(id) ?? []).map(({ to }) => layers.get(to) ?? -1);
    layers.set(id, Math.max(-1, ...heights) + 1);
  }
  return layers;
}
