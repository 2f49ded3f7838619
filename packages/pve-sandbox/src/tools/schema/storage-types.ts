import table from './storage-types.json' with { type: 'json' };

/** What a type of storage can hold and be told. */
export interface StorageType {
  content: string[];
  defaultContent: string[];
  defaultFormat: string | null;
  formats: string[];
  /** `fixed`: given once, at creation; `?`: optional. */
  options: Record<string, string>;
}

/** All types of storage by name. */
export const storageTypes: Record<string, StorageType> = table;

/** Every word that a storage's `content` may hold. */
export const storageContentTypes = new Set(
  Object.values(storageTypes).flatMap(({ content }) => content),
);
