/** Bytes of a dot, dots of a group, dots of a line, by wget's styles of progress. */
const styles: Record<string, [bytes: number, group: number, line: number]> = {
  default: [1024, 10, 50],
  binary: [8192, 16, 48],
  mega: [65_536, 8, 48],
  giga: [1_048_576, 8, 32],
};

/** wget's progress in dots; what was there before is skipped. */
export class Dots {
  readonly #say: (text: string) => void;
  readonly #total: number;
  readonly #bytes: number;
  readonly #group: number;
  readonly #line: number;
  #dots: number;

  constructor(from: number, total: number, style: string, say: (text: string) => void) {
    const [bytes, group, line] = styles[style.split(':')[1] ?? ''] ??
      styles.default ?? [1024, 10, 50];
    [this.#bytes, this.#group, this.#line] = [bytes, group, line];
    this.#say = say;
    this.#total = total;
    this.#dots = Math.floor(from / bytes);
    const lines = Math.floor(this.#dots / line);
    if (from > 0) say(`        [ skipping ${Math.floor((lines * line * bytes) / 1024)}K ]\n`);
    for (let n = lines * line; n < this.#dots; n++) this.#dot(n, ',');
  }

  /** So many bytes are there. */
  reach(at: number): void {
    for (; (this.#dots + 1) * this.#bytes <= at; this.#dots++) this.#dot(this.#dots, '.');
  }

  /** No more comes; what is not a whole dot counts at the end of a file only. */
  end(isWhole: boolean): void {
    if (this.#dots % this.#line !== 0 || isWhole) {
      this.#say(`${this.#percent(isWhole ? this.#total / this.#bytes : this.#dots)}\n`);
    }
  }

  #dot(n: number, sign: string): void {
    const place = n % this.#line;
    if (place === 0) this.#say(`${Math.floor((n * this.#bytes) / 1024)}K`.padStart(7));
    this.#say(`${place % this.#group === 0 ? ' ' : ''}${sign}`);
    if (place === this.#line - 1) this.#say(`${this.#percent(n + 1)}\n`);
  }

  #percent(dots: number): string {
    const share = Math.min(100, Math.floor((dots * this.#bytes * 100) / this.#total));
    return `${String(share).padStart(3)}% 10.0M=0.1s`;
  }
}
