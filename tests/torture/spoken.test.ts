import { describe, expect, it } from 'vitest';
import { spokenFaults } from './spoken.ts';

const sorts = (stderr: string, exit = 1) =>
  spokenFaults({ exit, stdout: '', stderr }).map(({ sort }) => sort);

describe('what a run says', () => {
  it('is well with an error and a hint that can be typed', () => {
    const told =
      'error: cannot clone 950 from 920: pct clone exited 255\nhint: type phoenix plan 950\n';
    expect(sorts(told)).toEqual([]);
  });

  it.each([
    'x is not a function\n    at run (/snapshot/phoenix.cjs:1:2345)\n',
    'node:internal/modules/cjs/loader:1',
    'TypeError: x is not a function',
    'error: internal error: ENOSPC (sorry: this is a defect of phoenix)',
    '[object Object]',
  ])('shows a trace: %s', (told) => {
    expect(sorts(told)).toEqual(['traces']);
  });

  it('ends with a status that is written down, and not without a word', () => {
    expect(sorts('killed', 137)).toEqual(['exits']);
    expect(sorts('', 1)).toEqual(['exits']);
    expect(sorts('', 0)).toEqual([]);
    expect(sorts('', 130)).toEqual([]);
  });

  it('names verbs that there are', () => {
    expect(sorts('error: no\nhint: type phoenix repair 950\n')).toEqual(['other']);
  });
});
