import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { container, load } from '../testing/world.ts';

// PHOENIX_RUNS asks for more graphs than `npm test` tries.
vi.setConfig({ testTimeout: 3_600_000 });

const MOST = 24;
const FIRST = 300;

/** Guests with what each depends on, as indexes; none on itself, which is another mistake. */
const graphs = fc.integer({ min: 2, max: MOST }).chain((size) =>
  fc.array(fc.uniqueArray(fc.nat(size - 1), { maxLength: 3 }), {
    minLength: size,
    maxLength: size,
  }),
);

/** The length of a shortest way from each guest to each, by Floyd and Warshall. */
function distances(needs: readonly (readonly number[])[]): number[][] {
  const way = needs.map((own) =>
    needs.map((_, to) => (own.includes(to) ? 1 : Number.POSITIVE_INFINITY)),
  );
  const at = (from: number, to: number) => way[from]?.[to] ?? Number.POSITIVE_INFINITY;
  for (const via of needs.keys())
    for (const row of way.keys())
      for (const to of needs.keys()) {
        const through = at(row, via) + at(via, to);
        if (through < at(row, to)) way[row]?.splice(to, 1, through);
      }
  return way;
}

/** Guests that stand on each other, with the length of their shortest ring. */
function knotsOf(needs: readonly (readonly number[])[]): { members: number[]; shortest: number }[] {
  const way = distances(needs);
  const at = (from: number, to: number) => way[from]?.[to] ?? Number.POSITIVE_INFINITY;
  const canReach = Number.isFinite;
  const knots = new Map<string, { members: number[]; shortest: number }>();
  for (const one of needs.keys()) {
    if (!canReach(at(one, one))) continue;
    const all = [...needs.keys()];
    const members = all.filter((other) => canReach(at(one, other)) && canReach(at(other, one)));
    const shortest = Math.min(...members.map((member) => at(member, member)));
    knots.set(members.join(), { members: members.map((index) => FIRST + index), shortest });
  }
  return [...knots.values()];
}

test('every knot of guests is told once: all its members, a shortest ring, where to cut it', () => {
  fc.assert(
    fc.property(graphs, (drawn) => {
      const needs = drawn.map((own, index) => own.filter((to) => to !== index));
      const lxc = Object.fromEntries(
        needs.map((own, index) => [
          FIRST + index,
          container({ name: `g${index}`, dependencies: own.map((to) => FIRST + to) }),
        ]),
      );
      const { diagnostics } = load({ lxc });
      const cycles = diagnostics.filter(({ code }) => code === 'cycle');
      const told = cycles.map(({ message, guests = [] }) => {
        const ring = (/ring: ([\d >-]+) \(/.exec(message)?.[1] ?? '').split(' -> ').map(Number);
        for (const [place, id] of ring.slice(0, -1).entries())
          expect(needs[id - FIRST]).toContain((ring[place + 1] ?? 0) - FIRST);
        const others = (/same knot: ([\d, ]+)$/.exec(message)?.[1] ?? '').split(', ');
        const named = [...ring.slice(1), ...others.filter(Boolean).map(Number)];
        expect(named.sort((a, b) => a - b)).toEqual([...guests].sort((a, b) => a - b));
        return { members: [...guests].sort((a, b) => a - b), shortest: ring.length - 1 };
      });
      const expected = knotsOf(needs);
      const byFirst = (one: { members: number[] }, other: { members: number[] }) =>
        (one.members[0] ?? 0) - (other.members[0] ?? 0);
      expect(told.sort(byFirst)).toEqual(expected.sort(byFirst));

      for (const { hint = '', where, sourceLine } of cycles) {
        const [, to, from] = /^remove (\d+) from "dependencies" of (\d+)$/.exec(hint) ?? [];
        expect(needs[Number(from) - FIRST]).toContain(Number(to) - FIRST);
        expect(where).toBeDefined();
        expect(Number.parseInt(sourceLine ?? '', 10)).toBe(Number(to));
      }
    }),
  );
});
