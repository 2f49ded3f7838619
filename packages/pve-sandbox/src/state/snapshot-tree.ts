interface Part {
  values: Map<string, string>;
}

/** Takes a snapshot out of the tree: what grew from it grows from its parent. */
export function unlinkSnapshot(conf: Part & { snapshots: Map<string, Part> }, name: string): void {
  const parent = conf.snapshots.get(name)?.values.get('parent');
  conf.snapshots.delete(name);
  for (const { values } of [conf, ...conf.snapshots.values()]) {
    if (values.get('parent') !== name) continue;
    if (parent === undefined) values.delete('parent');
    else values.set('parent', parent);
  }
}
