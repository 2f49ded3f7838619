import { expect, test } from 'vitest';
import { latencyOf } from './settings.ts';

const settings = { timeScale: 1, latencies: { pct: 1, 'pct create': 4, 'pct create 950': 9 } };

test.each([
  ['pct list', 1],
  ['pct create 100 x', 4],
  ['pct create 950 x', 9],
  ['qm list', 0.5],
  ['systemctl status', undefined],
])('%s takes %s seconds', (line, seconds) => {
  expect(latencyOf(line.split(' '), settings)).toBe(seconds);
});

test('what the settings say goes before a longer built-in key', () => {
  expect(latencyOf(['pvesh', 'get'], { timeScale: 1, latencies: { pvesh: 0 } })).toBe(0);
});
