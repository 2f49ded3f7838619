export { findKeys, keyNames } from './find-keys.ts';
export type { KeyReference } from './reference.ts';
