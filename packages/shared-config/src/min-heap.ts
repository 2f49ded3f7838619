/** A heap that always gives the least of what is in it. */
export class MinHeap<Item> {
  readonly #items: Item[] = [];
  readonly #compare: (a: Item, b: Item) => number;

  constructor(compare: (a: Item, b: Item) => number) {
    this.#compare = compare;
  }

  push(item: Item): void {
    let at = this.#items.length;
    this.#items.push(item);
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!this.#swapIfLess(at, above)) return;
      at = above;
    }
  }

  /** Undefined when nothing is in it. */
  pop(): Item | undefined {
    const top = this.#items[0];
    const last = this.#items.pop();
    if (this.#items.length === 0 || last === undefined) return top;
    this.#items[0] = last;
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      const least = this.#isLess(left + 1, left) ? left + 1 : left;
      if (!this.#swapIfLess(least, at)) return top;
      at = least;
    }
  }

  #isLess(a: number, b: number): boolean {
    const one = this.#items[a];
    const other = this.#items[b];
    return one !== undefined && other !== undefined && this.#compare(one, other) < 0;
  }

  #swapIfLess(a: number, b: number): boolean {
    const one = this.#items[a];
    const other = this.#items[b];
    if (one === undefined || other === undefined || this.#compare(one, other) >= 0) return false;
    this.#items[a] = other;
    this.#items[b] = one;
    return true;
  }
}
