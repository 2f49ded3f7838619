import type { FlagDefinition } from '../frame/flags.ts';

/** Of verbs that plan: what a saved plan is compared by. */
export const FINGERPRINTS_FLAG: Readonly<Record<'fingerprints', FlagDefinition>> = {
  fingerprints: { help: 'with --json: a fingerprint of each operation, as --expect takes them' },
};

/** Of verbs that act: what a saved plan holds them to. */
export const EXPECT_FLAG: Readonly<Record<'expect', FlagDefinition>> = {
  expect: {
    value: 'FINGERPRINTS',
    help: 'do these operations of a plan or nothing (none: no operation)',
  },
};

/** The word for no operation at all. */
const NONE = 'none';

/** The value of --expect for these fingerprints. */
export function expectWord(fingerprints: readonly string[]): string {
  return fingerprints.length === 0 ? NONE : fingerprints.join(',');
}

/** The fingerprints that a value of --expect names. */
export function expectedIn(word: string): readonly string[] {
  return word === NONE ? [] : word.split(',');
}
