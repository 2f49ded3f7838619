import { imageName, imageUrl } from '@phoenix/shared-config';
import { sha256 as sha256Of } from '../hash.ts';
import type { Storage } from '../pve/storage.ts';

/** Cloud images that were fetched, whole and verified. */
export const IMAGE_CACHE = '/var/cache/phoenix/images';

/** Where the image of a VM may lie: as declared, in a storage, in the cache of fetched images. */
export function imagePlaces(
  image: string,
  sha256: string | undefined,
  storages: ReadonlyMap<string, Storage>,
): string[] {
  if (image.startsWith('/')) return [image];
  const name = imageName(image);
  const inStorages = [...storages.values()]
    .filter(({ path, disabled }) => path !== undefined && !disabled)
    .flatMap(({ path, content }) => [
      ...(content.has('import') ? [`${path}/import/${name}`] : []),
      ...(content.has('iso') ? [`${path}/template/iso/${name}`] : []),
    ]);
  return isAddress(image)
    ? [cachedImage(image, sha256)]
    : [...inStorages, cachedImage(image, sha256)];
}

/**
 * Where an image is kept. One of which the checksum is declared has a file of its own, and so has
 * each address: two addresses may well end in the same name and hold different systems.
 */
export function cachedImage(image: string, sha256: string | undefined): string {
  const name = imageName(image);
  const usual = !isAddress(image) || image === imageUrl({ template_image: name }, {});
  const own = sha256 ?? (usual ? undefined : sha256Of(image));
  return `${IMAGE_CACHE}/${own === undefined ? name : `${own.slice(0, 12)}-${name}`}`;
}

function isAddress(image: string): boolean {
  return /^https?:\/\//.test(image);
}
