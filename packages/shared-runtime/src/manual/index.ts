export { type FlagManual, type FlagShape, flagUsage, type Manual } from './manual.ts';
export { ENVIRONMENT, FILES } from './surroundings.ts';
