import { expect, test } from 'vitest';
import { chainText, criticalPath } from './critical-path.ts';

const jobs = [
  { id: 900, needs: [] },
  { id: 901, needs: [900] },
  { id: 953, needs: [900] },
  { id: 950, needs: [901, 953] },
  { id: 960, needs: [] },
];
const times = new Map([
  [900, { begin: 0, end: 40 }],
  [953, { begin: 40, end: 60 }],
  [901, { begin: 45, end: 100 }],
  [950, { begin: 100, end: 130 }],
  [960, { begin: 0, end: 119 }],
]);

test('the chain is that of the longest turns, wherever they were in time', () => {
  const chain = criticalPath(jobs, times);
  expect(chain).toEqual([
    { id: 900, seconds: 40 },
    { id: 901, seconds: 55 },
    { id: 950, seconds: 30 },
  ]);
  expect(chainText(chain, 131)).toBe(
    'longest chain: 900 (40s), 901 (55s), 950 (30s): 2m5s of 2m11s',
  );
});

test('two guests are a chain', () => {
  const two = criticalPath(jobs, new Map([...times].filter(([id]) => id < 902)));
  expect(chainText(two, 100)).toBe('longest chain: 900 (40s), 901 (55s): 1m35s of 1m40s');
});

test('who had no turn is in no chain, and one guest is none', () => {
  const some = new Map([...times].filter(([id]) => id === 950 || id === 960));
  expect(criticalPath(jobs, some)).toEqual([{ id: 960, seconds: 119 }]);
  expect(chainText(criticalPath(jobs, some), 120)).toBeUndefined();
  expect(criticalPath(jobs, new Map())).toEqual([]);
});
