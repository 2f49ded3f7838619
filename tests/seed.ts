import fc from 'fast-check';

const { PHOENIX_SEED, PHOENIX_RUNS } = process.env;

/**
 * The cases of every property: the same for everybody, so that a commit passes or fails whenever and
 * wherever it is tested. `npm run explore` tries others; PHOENIX_RUNS tries more, where a property
 * does not say itself how many.
 */
fc.configureGlobal({
  seed: Number(PHOENIX_SEED ?? 950),
  ...(PHOENIX_RUNS !== undefined && { numRuns: Number(PHOENIX_RUNS) }),
});
