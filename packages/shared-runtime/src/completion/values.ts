/** A word and what it means. */
export type Choice = readonly [word: string, help: string];

/** What may stand in place of the word that is being typed. */
export interface Completion {
  readonly choices: readonly Choice[];
  /** Names of files, or of directories, as well; the shell knows these. */
  readonly paths?: 'files' | 'directories';
}

/** A declared guest, as far as completions tell of it. */
export interface KnownGuest {
  readonly id: number;
  readonly name: string;
  readonly kind: 'lxc' | 'vm';
  readonly suites: readonly string[];
}

/** What a host knows beside the command line; none of it fails, what cannot be told is left out. */
export interface Known {
  guests(): readonly KnownGuest[];
  /** Snapshots of declared guests, each with the guests that have it. */
  snapshots(): readonly Choice[];
  /** Runs that are kept, newest first, each with its command. */
  runs(): readonly Choice[];
  /** Steps of setup. */
  steps(): Promise<readonly string[]>;
  /** Names of configuration keys, each with the file or key that it stands in. */
  keys(): Promise<readonly Choice[]>;
  /** Suites of the host itself. */
  hostSuites(): readonly string[];
}

type Values = (partial: string, known: Known) => Completion | Promise<Completion>;

const list = (choices: readonly Choice[]): Completion => ({ choices });
const durations: readonly Choice[] = ['30s', '5m', '1h'].map((text) => [text, '']);

/** By the names of words, as usage lines and flags have them; others are free. */
const kinds: Readonly<Record<string, Values>> = {
  GUEST: (partial, known) => list(guestWords(partial, known.guests(), true)),
  ID: (partial, known) => list(guestWords(partial, known.guests(), false)),
  VMID: (partial, known) =>
    list(
      guestWords(
        partial,
        known.guests().filter(({ kind }) => kind === 'vm'),
        false,
      ),
    ),
  IDS: (partial, known) => list(guestWords(partial, known.guests(), false)),
  'GUEST[:SUITE]': suiteWords,
  RUN: (partial, known) =>
    list([
      ...starting([['last', 'the newest'], ...known.runs()], partial),
      ...guestWords(partial, known.guests(), true),
    ]),
  SUITE: (partial, known) => {
    const all = [...known.guests().flatMap(({ suites }) => suites), ...known.hostSuites()];
    return list(
      starting(
        [...new Set(all)].map((suite) => [suite, '']),
        partial,
      ),
    );
  },
  SNAPSHOT: (partial, known) => list(starting(known.snapshots(), partial)),
  STEPS: async (partial, known) => {
    const before = partial.slice(0, partial.lastIndexOf(',') + 1);
    const taken = partial.split(',');
    const steps = (await known.steps()).filter((step) => !taken.includes(step));
    return list(
      starting(
        steps.map((step) => [`${before}${step}`, '']),
        partial,
      ),
    );
  },
  KEY: async (partial, known) => list(starting(await known.keys(), partial)),
  DURATION: (partial) => list(starting(durations, partial)),
  FILE: () => ({ choices: [], paths: 'files' }),
  DIR: () => ({ choices: [], paths: 'directories' }),
};

/** What may stand for a word of that kind; `a|b` are the words a and b themselves. */
export async function valuesOf(kind: string, partial: string, known: Known): Promise<Completion> {
  const values = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (values !== undefined) return values(partial, known);
  const words = kind.split('|');
  return list(
    words.length === 1
      ? []
      : starting(
          words.map((word) => [word, '']),
          partial,
        ),
  );
}

/** Ids, and names where they are understood: also in lists and ranges, `950,9`, `all,-9` and `950:9`. */
function guestWords(partial: string, guests: readonly KnownGuest[], names: boolean): Choice[] {
  const last = Math.max(partial.lastIndexOf(','), partial.lastIndexOf(':'));
  const minus = names && partial[last + 1] === '-' ? 1 : 0;
  const before = partial.slice(0, last + 1 + minus);
  const taken = partial.slice(0, last + 1).split(/[,:]/);
  const words = guests.flatMap(({ id, name }): Choice[] => {
    const byId: Choice = [String(id), name];
    return names && !partial.includes(':') ? [byId, [name, String(id)]] : [byId];
  });
  if (names && before === '') words.push(['all', 'every declared guest']);
  const fresh = words.filter(([word]) => !taken.includes(word));
  return starting(
    fresh.map(([word, help]) => [`${before}${word}`, help]),
    partial,
  );
}

/** `950:smoke`; before the colon a guest. */
function suiteWords(partial: string, known: Known): Completion {
  const colon = partial.indexOf(':');
  const guests = known.guests();
  if (colon < 0)
    return list([
      ...guestWords(partial, guests, true),
      ...starting([['host', 'the host itself']], partial),
    ]);
  const head = partial.slice(0, colon);
  const named = guests.filter(
    ({ id, name }) => head === 'all' || head === String(id) || head === name,
  );
  const suites = new Set(named.flatMap((guest) => guest.suites));
  if (named.length === 0 && head === 'host')
    for (const suite of known.hostSuites()) suites.add(suite);
  return list(
    starting(
      [...suites].map((suite) => [`${head}:${suite}`, '']),
      partial,
    ),
  );
}

/** Those that begin as typed, whatever the case. */
export function starting(choices: readonly Choice[], partial: string): Choice[] {
  const begun = partial.toLowerCase();
  return choices.filter(([word]) => word.toLowerCase().startsWith(begun));
}
