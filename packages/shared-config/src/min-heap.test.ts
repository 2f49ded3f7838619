import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MinHeap } from './min-heap.ts';

/** All that is in it, as it comes out. */
function emptied(heap: MinHeap<number>): number[] {
  const out: number[] = [];
  for (let one = heap.pop(); one !== undefined; one = heap.pop()) out.push(one);
  return out;
}

test('what comes out is sorted, whatever came in between', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), fc.array(fc.nat(20)), (first, second) => {
      const heap = new MinHeap<number>((a, b) => a - b);
      for (const one of first) heap.push(one);
      const least = heap.pop();
      const rest = first.toSorted((a, b) => a - b).slice(1);
      expect(least).toBe(first.length === 0 ? undefined : Math.min(...first));
      for (const one of second) heap.push(one);
      expect(emptied(heap)).toEqual([...rest, ...second].sort((a, b) => a - b));
    }),
  );
});

test('the order is that which was given', () => {
  const heap = new MinHeap<number>((a, b) => b - a);
  for (const one of [2, 9, 4, 9, 1]) heap.push(one);
  expect(emptied(heap)).toEqual([9, 9, 4, 2, 1]);
});
