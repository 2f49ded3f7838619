export { complete } from './complete.ts';
export { knownGuests } from './known.ts';
export { COMPLETE, COMPLETION_SCRIPTS, completionLines, type Shell } from './scripts.ts';
export { snapshotNames } from './snapshot-names.ts';
export type { Known } from './values.ts';
