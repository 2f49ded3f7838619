export type Path = readonly (string | number)[];

/** The path of every value, the whole one first. */
export function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Array.isArray(value)
    ? value.flatMap((item, index) => pathsIn(item, [...path, index]))
    : Object.entries(value).flatMap(([name, member]) => pathsIn(member, [...path, name]));
  return [path, ...inner];
}

/** The value at a path; undefined where there is none. */
export function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string | number, unknown>)[step]
        : undefined,
    root,
  );
}

/** A copy with another value at the path of one that is there. */
export function withValue(root: unknown, path: Path, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(root))
    return root.with(Number(step), withValue(root[Number(step)], rest, value));
  return membersOf(root).reduce(
    (copy, [name, member]) =>
      define(copy, name, name === step ? withValue(member, rest, value) : member),
    {},
  );
}

/** A copy without the member or item at the path of one that is there. */
export function withoutValue(root: unknown, path: Path): unknown {
  const step = path.at(-1);
  const above = path.slice(0, -1);
  const holder = valueAt(root, above);
  const rest = Array.isArray(holder)
    ? holder.toSpliced(Number(step), 1)
    : membersOf(holder)
        .filter(([name]) => name !== step)
        .reduce((copy, [name, member]) => define(copy, name, member), {});
  return withValue(root, above, rest);
}

export function membersOf(value: unknown): [string, unknown][] {
  return Object.entries(value as object);
}

/** Adds a member of its own, also one that is called "__proto__". */
function define(target: object, name: string, value: unknown): object {
  return Object.defineProperty(target, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
