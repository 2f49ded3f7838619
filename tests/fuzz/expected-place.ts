import { fileReferences } from '../../packages/shared-config/src/reference/reference.ts';
import { accepts } from '../../packages/shared-config/src/schema/accepts.ts';
import type { Spec } from '../../packages/shared-config/src/schema/spec.ts';
import type { FileKind } from './site.ts';
import { type Path, valueAt, withoutValue } from './value-at.ts';

const specs = new Map(fileReferences().map(({ file, spec }) => [file, spec]));

/** Whether the schema of a file refuses this data. */
export function isRefused(kind: FileKind, data: unknown): boolean {
  const spec = specs.get(kind);
  const apart = ['shared_volumes', 'firewall'];
  // That is no volume, and looked at in another place.
  if (valueAt(data, apart) !== undefined) return isRefused(kind, withoutValue(data, apart));
  return spec !== undefined && !accepts(spec, data, () => {});
}

/**
 * How many steps of a path lead to a value of its own: what has several forms is judged as a whole,
 * and an error in it may be told at its beginning.
 */
export function ownDepth(kind: FileKind, path: Path): number {
  let at: Spec<unknown> | undefined = specs.get(kind);
  for (const [depth, step] of path.entries()) {
    if (at === undefined) return depth;
    const { form } = at;
    if (form.kind === 'keys' && form.one !== true) at = memberOf(form.shape, String(step));
    else if (form.kind === 'map') at = form.value;
    else if (form.kind === 'list' && form.total === undefined) at = form.item;
    else return depth;
  }
  return path.length;
}

function memberOf(shape: Readonly<Record<string, Spec<unknown>>>, name: string) {
  return Object.hasOwn(shape, name) ? shape[name] : undefined;
}
