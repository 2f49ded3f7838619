import { parseProperties, type Storage } from '@phoenix/shared-runtime/pve';

export type Storages = ReadonlyMap<string, Storage>;

/** Storages that take snippets, `local` first. */
export function snippetStorages(storages: Storages): (Storage & { path: string })[] {
  return [...storages.values()]
    .filter((one): one is Storage & { path: string } => one.path !== undefined)
    .filter(({ content, disabled }) => content.has('snippets') && !disabled)
    .sort((a, b) => Number(b.id === 'local') - Number(a.id === 'local'));
}

/** Where the snippets of a VM may lie. */
export function snippetPaths(id: number, storages: Storages): string[] {
  return snippetStorages(storages).flatMap(({ path }) =>
    (['user-data', 'network-config'] as const).map((kind) => pathOf(path, id, kind)),
  );
}

/** The file of the user-data that `cicustom` names. */
export function snippetFile(cicustom: string | undefined, storages: Storages): string | undefined {
  const [storage = '', name] = (parseProperties(cicustom ?? '').user ?? '').split(':');
  const path = storages.get(storage)?.path;
  return path === undefined || name === undefined ? undefined : `${path}/${name}`;
}

/** Where a snippet of a VM lies below the directory of a storage. */
export function pathOf(directory: string, id: number, kind: string): string {
  return `${directory}/snippets/${fileName(id, kind)}`;
}

/** `phoenix-8001-user-data.yml` */
export function fileName(id: number, kind: string): string {
  return `phoenix-${id}-${kind}.yml`;
}
