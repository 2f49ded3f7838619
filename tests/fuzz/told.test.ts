import { expect, it } from 'vitest';
import { told } from './told.ts';

const tally = {
  inputs: 100_000,
  accepted: 13_002,
  refused: 86_998,
  crashes: 0,
  faults: 11_722,
  told: 11_720,
  wrong: 2,
  seconds: 278.195996834,
  blocks: 3137,
  kept: 812,
};

it('tells a round of fuzzing as people do', () => {
  expect(told(1, tally)).toBe(
    'seed 1: 100,000 inputs in 278 s: 13,002 accepted, 86,998 refused; 0 crashes, 11,720 of 11,722 faults told in ' +
      'their place, 2 other findings; 3,137 blocks entered, 812 inputs kept',
  );
});

it('says nothing of blocks that nobody looked at', () => {
  const blind = { ...tally, inputs: 1, seconds: 0.2, blocks: 0, kept: 0, crashes: 1, wrong: 1 };
  expect(told(7, blind)).toMatch(
    /^seed 7: 1 input in 0\.2 s: .*; 1 crash, .* place, 1 other finding$/,
  );
});
