import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closure, dependants, edges, type Guests, order } from './graph.ts';
import { container, load, machine } from './testing/world.ts';

/** A lab of so many guests, each needing some of those before it. */
const lab = fc
  .array(
    fc.record({
      needs: fc.array(fc.nat(1000), { maxLength: 3 }),
      boot: fc.option(fc.nat(3), { nil: undefined }),
      clone: fc.boolean(),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((list) => {
    const lxc: Record<string, unknown> = {};
    for (const [index, { needs, boot, clone }] of list.entries()) {
      const before = needs.map((one) => 200 - (one % (index + 1))).filter((id) => id > 200 - index);
      // Ids run against the order, so that the id alone would order wrongly.
      lxc[String(200 - index)] = container({
        name: `g${index}`,
        boot_order: boot,
        dependencies: before.slice(1),
        ...(clone && before[0] !== undefined
          ? { clone_from_ctid: before[0], template: undefined }
          : {}),
      });
    }
    return load({ lxc });
  });

test('the order has every guest once, after all that it needs', () => {
  fc.assert(
    fc.property(lab, (declared) => {
      const ids = [...declared.lxc.keys()];
      const sorted = order(declared, ids);
      expect([...sorted].sort()).toEqual([...ids].sort());
      for (const { from, to } of edges(declared)) {
        expect(sorted.indexOf(to)).toBeLessThan(sorted.indexOf(from));
      }
    }),
  );
});

test('the order does not depend on how it was asked for', () => {
  fc.assert(
    fc.property(lab, fc.integer(), (declared, seed) => {
      const ids = [...declared.lxc.keys()];
      const shuffled = ids.toSorted((a, b) => ((a * seed) % 7) - ((b * seed) % 7));
      expect(order(declared, shuffled)).toEqual(order(declared, ids));
    }),
  );
});

test('of two guests that need nothing of each other the lower boot order goes first', () => {
  fc.assert(
    fc.property(lab, (declared) => {
      const free = [...declared.lxc.values()].filter(
        (one) => one.dependencies.length === 0 && one.clone_from_ctid === undefined,
      );
      const sorted = order(
        declared,
        free.map((one) => one.id),
      );
      const ranks = sorted.map((id) => declared.lxc.get(id)?.boot_order ?? 99);
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    }),
  );
});

test('a closure holds what its members need, and its dependants hold what needs it', () => {
  fc.assert(
    fc.property(lab, fc.nat(), (declared, pick) => {
      const ids = [...declared.lxc.keys()];
      const id = ids[pick % ids.length] ?? 200;
      const inside = new Set(closure(declared, [id]));
      for (const { from, to } of edges(declared))
        if (inside.has(from)) expect(inside.has(to)).toBe(true);
      const above = dependants(declared, [id], { transitive: true });
      expect(above).toEqual(
        order(
          declared,
          ids.filter((one) => one !== id && closure(declared, [one]).includes(id)),
        ),
      );
    }),
  );
});

describe('the order in words', () => {
  const declared: Guests = load({
    lxc: {
      900: container({ template_snapshot_name: 'snap' }),
      901: container({ name: 'b', clone_from_ctid: 900, template: undefined, boot_order: 9 }),
      902: container({ name: 'c', dependencies: [901, 8000], boot_order: 1 }),
      903: container({ name: 'd', boot_order: 2 }),
      904: container({ name: 'e' }),
    },
    vms: [machine({ dependencies: [903] })],
  });

  test.each<[string, number[], number[]]>([
    ['all', [904, 903, 902, 901, 900, 8000], [903, 900, 901, 904, 8000, 902]],
    ['with needs that were not asked for between', [902, 903], [903, 902]],
    ['none', [], []],
  ])('%s', (_, ids, sorted) => {
    expect(order(declared, ids)).toEqual(sorted);
  });

  test('closure and dependants', () => {
    expect(closure(declared, [902])).toEqual([903, 900, 901, 8000, 902]);
    expect(dependants(declared, [900])).toEqual([901]);
    expect(dependants(declared, [900], { transitive: true })).toEqual([901, 902]);
    expect(dependants(declared, [900], { why: 'dependency' })).toEqual([]);
    expect(dependants(declared, [900, 901], { transitive: true })).toEqual([902]);
  });

  test('members of a ring come last instead of never', () => {
    const ring = load({
      lxc: {
        300: container({ dependencies: [301] }),
        301: container({ name: 'b', dependencies: [300] }),
        302: container({ name: 'c' }),
      },
    });
    expect(order(ring, [300, 301, 302])).toEqual([302, 300, 301]);
  });
});

/** Guests with nothing but what the graph looks at. */
function sketch(edgesOf: Record<number, { source?: number; needs?: number[] }>): Guests {
  const lxc = Object.entries(edgesOf).map(([id, { source, needs = [] }]) => [
    Number(id),
    { id: Number(id), clone_from_ctid: source, dependencies: needs },
  ]);
  return { lxc: new Map(lxc as [number, never][]), vms: new Map() };
}

test('edges lead to other guests that are declared', () => {
  const declared = sketch({
    1: { source: 2, needs: [3, 9, 1] },
    2: { source: 2, needs: [] },
    3: { source: 9, needs: [2] },
  });
  expect(edges(declared)).toEqual([
    { from: 1, to: 2, why: 'clone' },
    { from: 1, to: 3, why: 'dependency' },
    { from: 3, to: 2, why: 'dependency' },
  ]);
});

test('dependants for one reason', () => {
  const declared = sketch({ 1: {}, 2: { source: 1 }, 3: { needs: [1] }, 4: { needs: [2] } });
  expect(dependants(declared, [1], { why: 'clone' })).toEqual([2]);
  expect(dependants(declared, [1], { why: 'dependency' })).toEqual([3]);
  expect(dependants(declared, [1], { why: 'dependency', transitive: true })).toEqual([3]);
});

test('only those of a ring are last that were asked for, by id', () => {
  const ring = sketch({ 1: { needs: [3] }, 2: { needs: [1] }, 3: { needs: [2] }, 4: {} });
  expect(order(ring, [3, 1])).toEqual([1, 3]);
  expect(order(ring, [4, 3, 2, 1])).toEqual([4, 1, 2, 3]);
});

test('an id that nobody declares is ordered by itself', () => {
  expect(order(sketch({ 2: {} }), [9, 2, 1])).toEqual([1, 2, 9]);
});

test('five thousand guests in a chain are ordered in a blink', () => {
  const lxc = Object.fromEntries(
    Array.from({ length: 5000 }, (_, index) => [
      1000 + index,
      container({ name: `g${index}`, dependencies: index === 4999 ? [] : [1001 + index] }),
    ]),
  );
  const declared = load({ lxc });
  const start = performance.now();
  const sorted = order(declared, declared.lxc.keys());
  expect(performance.now() - start).toBeLessThan(2000);
  expect(sorted.slice(0, 2)).toEqual([5999, 5998]);
});
