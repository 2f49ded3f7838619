import type { Storage } from './storage.ts';

/** Places where the archive of a container may lie: as declared, and in every template storage. */
export function templatePlaces(
  template: string,
  storages: ReadonlyMap<string, Storage>,
): { path: string; storage?: Storage }[] {
  const name = template.split('/').at(-1) ?? template;
  const [, storageId] = /^([^/:]+):vztmpl\//.exec(template) ?? [];
  const holding = [...storages.values()].filter(
    (storage) =>
      storage.path !== undefined &&
      storage.content.has('vztmpl') &&
      !storage.disabled &&
      (storageId === undefined || storage.id === storageId),
  );
  const cached = holding.map((storage) => ({
    path: `${storage.path}/template/cache/${name}`,
    storage,
  }));
  if (storageId !== undefined) return cached;
  const declared = cached.find(({ path }) => path === template) ?? { path: template };
  return [declared, ...cached.filter(({ path }) => path !== template)];
}
