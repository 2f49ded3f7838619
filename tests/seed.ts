import fc from 'fast-check';

/**
 * The cases of every property: the same for everybody, so that a commit passes or fails whenever and
 * wherever it is tested. `npm run explore` tries others.
 */
fc.configureGlobal({ seed: Number(process.env.PHOENIX_SEED ?? 950) });
