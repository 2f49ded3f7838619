import { didYouMean } from './suggest.ts';

/** One word of a selection that names nothing. */
export interface UnknownWord {
  word: string;
  /** Why it is no good, a sentence part after the word. */
  message: string;
  hint?: string;
}

export interface Selection {
  /** In the order typed, each once. Empty when a word is unknown. */
  ids: number[];
  /** Those of them that a word of their own named, not only `all` or a range. */
  named: ReadonlySet<number>;
  unknown: UnknownWord[];
}

type ById = ReadonlyMap<
  number,
  { readonly id: number; readonly name: string; readonly tags?: readonly string[] }
>;

/** Guests of both kinds, as far as words name them. */
interface Named {
  readonly lxc: ById;
  readonly vms: ById;
}

/** What the guests are among which words choose, for what is said of words that name none. */
type Among = 'declared' | 'on this host';

const GUEST = { declared: 'declared guest', 'on this host': 'guest on this host' } as const;

/**
 * The guests that words like `950`, `nginx`, `950:955`, `900,950`, `950:955,-953`, `@web` (those with that tag) and `all` name.
 * A leading minus takes away, in whatever place it stands; words that only take away take from
 * all.
 */
export function select(
  guests: Named,
  words: readonly string[],
  among: Among = 'declared',
): Selection {
  const catalogue = new Catalogue(guests, among);
  const chosen = new Set<number>();
  const named = new Set<number>();
  const removed = new Set<number>();
  const unknown: UnknownWord[] = [];
  let adding = false;
  const parts = words.flatMap((word) => word.split(/[,\s]+/)).filter((word) => word !== '');
  for (const part of parts) {
    const minus = part.startsWith('-');
    const found = catalogue.find(minus ? part.slice(1) : part);
    adding ||= !minus;
    if ('message' in found) unknown.push({ ...found, word: part });
    else for (const id of found.ids) (minus ? removed : chosen).add(id);
    if (!minus && 'ids' in found && found.single === true)
      for (const id of found.ids) named.add(id);
  }
  if (unknown.length > 0) return { ids: [], named: new Set(), unknown };
  const base = adding || parts.length === 0 ? [...chosen] : catalogue.all;
  return { ids: base.filter((id) => !removed.has(id)), named, unknown };
}

type Found = { ids: readonly number[]; single?: boolean } | Omit<UnknownWord, 'word'>;

class Catalogue {
  /** Every id, ascending. */
  readonly all: readonly number[];
  readonly #ids: ReadonlySet<number>;
  readonly #names = new Map<string, number[]>();
  readonly #tags = new Map<string, number[]>();

  readonly #among: Among;

  constructor({ lxc, vms }: Named, among: Among) {
    this.#among = among;
    this.all = [...lxc.keys(), ...vms.keys()].sort((a, b) => a - b);
    this.#ids = new Set(this.all);
    for (const { id, name, tags } of [...lxc.values(), ...vms.values()]) {
      this.#names.set(name, [...(this.#names.get(name) ?? []), id]);
      for (const tag of tags ?? []) this.#tags.set(tag, [...(this.#tags.get(tag) ?? []), id]);
    }
  }

  find(word: string): Found {
    if (word === 'all') return { ids: this.all };
    if (word.startsWith('@')) return this.#tagged(word.slice(1));
    // A name goes first: a name may consist of digits.
    const named = this.#names.get(word);
    if (named !== undefined && !this.#ids.has(Number(word))) return this.#only(word, named);
    if (/^\d+$/.test(word)) return this.#byId(word);
    const [, from, to] = /^(\d+):(\d+)$/.exec(word) ?? [];
    if (from !== undefined && to !== undefined) return this.#range(from, to);
    return this.#noName(word);
  }

  #only(word: string, ids: readonly number[]): Found {
    if (ids.length === 1) return { ids, single: true };
    return {
      message: `is the name of several guests: ${ids.join(', ')}`,
      hint: `use the id instead of ${word}`,
    };
  }

  #tagged(tag: string): Found {
    const ids = this.#tags.get(tag);
    if (ids !== undefined) return { ids };
    const tags = [...this.#tags.keys()].sort();
    const meant = didYouMean(tag, tags);
    const known = tags.length === 0 ? 'no guest declares tags' : `there are @${tags.join(', @')}`;
    return {
      message: `is the tag of no ${GUEST[this.#among]}`,
      hint: meant === undefined ? known : `did you mean @${meant}?`,
    };
  }

  #byId(word: string): Found {
    const id = Number(word);
    if (word.startsWith('0')) {
      return {
        message: 'is no guest id: it begins with 0',
        ...(this.#ids.has(id) ? { hint: `did you mean ${id}?` } : {}),
      };
    }
    if (this.#ids.has(id)) return { ids: [id], single: true };
    const meant = didYouMean(word, this.all.map(String));
    return {
      message: `is not ${this.#among}`,
      ...(meant === undefined ? {} : { hint: `did you mean ${meant}?` }),
    };
  }

  #range(from: string, to: string): Found {
    if (from.startsWith('0') || to.startsWith('0')) {
      return {
        message: 'is no range of ids: an id does not begin with 0',
        hint: `write ${Number(from)}:${Number(to)}`,
      };
    }
    const [low, high] = [Number(from), Number(to)];
    if (low > high)
      return { message: 'is no range: it ends before it begins', hint: `write ${to}:${from}` };
    const ids = this.all.filter((id) => id >= low && id <= high);
    return ids.length > 0 ? { ids } : { message: `holds no ${GUEST[this.#among]}` };
  }

  #noName(word: string): Found {
    const names = [...this.#names.keys()];
    const lower = word.toLowerCase();
    const meant =
      names.find((name) => name.toLowerCase() === lower) ?? didYouMean(word, [...names, 'all']);
    return {
      message: `is neither the id nor the name of a ${GUEST[this.#among]}`,
      ...(meant === undefined ? {} : { hint: `did you mean ${meant}?` }),
    };
  }
}
