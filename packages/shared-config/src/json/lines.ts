/** Line and column of offsets in one text, and the text of a line. Both count from 1. */
export class Lines {
  readonly #text: string;
  #starts: number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  position(offset: number): { line: number; column: number } {
    const starts = this.#lineStarts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  }

  line(number: number): string {
    const starts = this.#lineStarts();
    const start = starts[number - 1] ?? 0;
    let end = starts[number] ?? this.#text.length;
    while (end > start && '\r\n'.includes(this.#text.charAt(end - 1))) end -= 1;
    return this.#text.slice(start, end);
  }

  #lineStarts(): number[] {
    if (this.#starts !== undefined) return this.#starts;
    const starts = [0];
    for (let at = this.#text.indexOf('\n'); at >= 0; at = this.#text.indexOf('\n', at + 1)) {
      starts.push(at + 1);
    }
    this.#starts = starts;
    return starts;
  }
}

/** The line that an offset is in. */
export function lineOf(text: string, offset: number): number {
  return new Lines(text).position(offset).line;
}
