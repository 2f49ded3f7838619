import type { Arrow } from './graph.ts';

/** A place in a drawing, in pixels from its upper left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A box by its upper left corner, in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The way of an arrow. */
export interface Line {
  readonly arrow: Arrow;
  readonly points: readonly Point[];
}

/**
 * The same lines, beginning at the left side of a guest and ending at the right side of what it stands
 * on; those of one side are spread over it in the order in which they arrive, so that none crosses there.
 */
export function withPorts(lines: readonly Line[], boxOf: (id: number) => Box): Line[] {
  const begins = spread(lines, boxOf, 'from', (points) => points[1]);
  const ends = spread(lines, boxOf, 'to', (points) => points.at(-2));
  return lines.map((line) => {
    const { from, to } = line.arrow;
    const target = boxOf(to);
    const begin = { x: boxOf(from).left, y: begins.get(line) ?? 0 };
    const end = { x: target.left + target.width, y: ends.get(line) ?? 0 };
    return { arrow: line.arrow, points: [begin, ...line.points.slice(1, -1), end] };
  });
}

function spread(
  lines: readonly Line[],
  boxOf: (id: number) => Box,
  end: 'from' | 'to',
  neighbour: (points: readonly Point[]) => Point | undefined,
): ReadonlyMap<Line, number> {
  const places = new Map<Line, number>();
  for (const [id, own] of Map.groupBy(lines, ({ arrow }) => arrow[end])) {
    const { top, height } = boxOf(id);
    const arrival = (line: Line) => neighbour(line.points)?.y ?? 0;
    own.sort((a, b) => arrival(a) - arrival(b));
    own.forEach((line, index) => {
      places.set(line, top + (height * (index + 1)) / (own.length + 1));
    });
  }
  return places;
}
