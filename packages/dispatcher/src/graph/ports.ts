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

/** Pixels beside its column that a line is level for: as long as the tip of an arrow. */
const LEVEL = 10;

/**
 * The same lines, beginning at the left side of a guest and ending at the right side of what it stands
 * on; those of one side are spread over it in the order in which they arrive, so that none crosses there.
 */
export function withPorts(lines: readonly Line[], boxes: ReadonlyMap<number, Box>): Line[] {
  const boxOf = (id: number) => boxes.get(id) ?? { left: 0, top: 0, width: 0, height: 0 };
  const columns = columnsOf(boxes.values());
  const begins = spread(lines, boxOf, 'from', (points) => points[1]);
  const ends = spread(lines, boxOf, 'to', (points) => points.at(-2));
  return lines.map((line) => {
    const source = boxOf(line.arrow.from);
    const target = boxOf(line.arrow.to);
    const begin = begins.get(line) ?? 0;
    const end = ends.get(line) ?? 0;
    const points = [
      { x: source.left, y: begin },
      // Level until it is out of its column, where wider boxes may stand above and below.
      { x: (columns.get(middleOf(source))?.left ?? 0) - LEVEL, y: begin },
      ...line.points.slice(1, -1),
      { x: (columns.get(middleOf(target))?.right ?? 0) + LEVEL, y: end },
      { x: target.left + target.width, y: end },
    ];
    return { arrow: line.arrow, points };
  });
}

/** From where to where the boxes of each column reach, by its middle. */
function columnsOf(boxes: Iterable<Box>): ReadonlyMap<number, { left: number; right: number }> {
  const columns = new Map<number, { left: number; right: number }>();
  for (const box of boxes) {
    const known = columns.get(middleOf(box));
    columns.set(middleOf(box), {
      left: Math.min(box.left, known?.left ?? box.left),
      right: Math.max(box.left + box.width, known?.right ?? 0),
    });
  }
  return columns;
}

function middleOf({ left, width }: Box): number {
  return Math.round(left + width / 2);
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
