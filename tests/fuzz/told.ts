import type { Tally } from './explore.ts';

/** What a round of fuzzing came to, as a sentence. */
export function told(seed: number, tally: Tally): string {
  const { inputs, accepted, refused, crashes, faults, wrong, seconds, blocks, kept } = tally;
  const parts = [
    `seed ${seed}: ${counted(inputs, 'input')} in ${seconds < 10 ? seconds.toFixed(1) : seconds.toFixed(0)} s: ${grouped(accepted)} accepted, ${grouped(refused)} refused`,
    `${counted(crashes, 'crash', 'crashes')}, ${grouped(tally.told)} of ${grouped(faults)} faults told in their place, ${counted(wrong, 'other finding')}`,
    ...(blocks > 0 ? [`${counted(blocks, 'block')} entered, ${counted(kept, 'input')} kept`] : []),
  ];
  return parts.join('; ');
}

const grouped = (count: number): string => count.toLocaleString('en');

const counted = (count: number, one: string, several = `${one}s`): string =>
  `${grouped(count)} ${count === 1 ? one : several}`;
