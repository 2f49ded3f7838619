import { edges, type GuestKind, type Guests, guestOf, order } from '@phoenix/shared-config';
import type { Link } from '../critical-path.ts';
import { layersOf } from './layers.ts';
import type { Seen } from './seen.ts';

/** A guest as it is drawn. */
export interface Node {
  readonly id: number;
  readonly kind: GuestKind;
  readonly name: string;
  readonly description?: string;
  /** 0 for what stands on nothing that is drawn; else one more than the highest that it stands on. */
  readonly layer: number;
  /** Absent where nobody was asked, or nobody could answer. */
  readonly seen?: Seen;
  /** It is a member of the longest chain. */
  readonly critical: boolean;
  /** Seconds that its making took here; absent unless the chain is asked for and that is known. */
  readonly seconds?: number;
}

/** `from` stands on `to`. */
export interface Arrow {
  readonly from: number;
  readonly to: number;
  readonly why: 'clone' | 'dependency';
  /** It links two members of the longest chain. */
  readonly critical: boolean;
}

/** Guests with what they stand on: what every format is made from. */
export interface Graph {
  /** By layer; within one in the order in which they are made. */
  readonly nodes: readonly Node[];
  /** Each once, whatever is declared twice. */
  readonly arrows: readonly Arrow[];
  /** The guests that set how long a run from nothing takes; absent unless asked for. */
  readonly chain?: Chain;
}

/** The longest chain, foundations first. */
export interface Chain {
  /** `seconds` as reckoned with; 1 for each where nothing is known. */
  readonly links: readonly Link[];
  /** How many of the drawn guests have been made here before. */
  readonly known: number;
  /** Members of which that is not known; they are reckoned as the usual guest. */
  readonly guessed: ReadonlySet<number>;
}

/** What beside the declaration goes into a graph. */
export interface Beside {
  readonly seen: ReadonlyMap<number, Seen>;
  readonly chain?: Chain;
  readonly seconds?: ReadonlyMap<number, number>;
}

/** The arrows between these guests, each once. */
export function arrowsBetween(
  declared: Guests,
  ids: Iterable<number>,
): readonly Omit<Arrow, 'critical'>[] {
  const drawn = new Set(ids);
  const inside = edges(declared).filter(({ from, to }) => drawn.has(from) && drawn.has(to));
  return [...new Map(inside.map((edge) => [`${edge.from} ${edge.to} ${edge.why}`, edge])).values()];
}

/** The graph of these guests. */
export function graphOf(declared: Guests, ids: readonly number[], beside: Beside): Graph {
  const { seen, chain, seconds } = beside;
  const sorted = order(declared, ids);
  const bare = arrowsBetween(declared, ids);
  const layers = layersOf(sorted, bare);
  const links = chain?.links.map(({ id }) => id) ?? [];
  const steps = new Set(links.slice(1).map((id, index) => `${id} ${links[index]}`));
  const nodes = sorted.flatMap((id): Node[] => {
    const found = guestOf(declared, id);
    if (found === undefined) return [];
    const { name, description } = found.guest;
    const [state, took] = [seen.get(id), seconds?.get(id)];
    return [
      {
        id,
        kind: found.kind,
        name,
        ...(description !== undefined && { description }),
        layer: layers.get(id) ?? 0,
        ...(state !== undefined && { seen: state }),
        critical: links.includes(id),
        ...(took !== undefined && { seconds: took }),
      },
    ];
  });
  return {
    nodes: nodes.toSorted((a, b) => a.layer - b.layer),
    arrows: bare.map((one) => ({ ...one, critical: steps.has(`${one.from} ${one.to}`) })),
    ...(chain !== undefined && { chain }),
  };
}
