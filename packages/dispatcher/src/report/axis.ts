/** Seconds between two marks of an axis. */
const STEPS = [
  0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400,
];

/** Marks of an axis beside its beginning. */
const MARKS = 5;

/** Round times from 0 up to the end of an axis that is so many seconds long. */
export function marksOf(seconds: number): readonly number[] {
  const fits = STEPS.find((step) => seconds / step <= MARKS);
  const step = fits ?? Math.ceil(seconds / MARKS / 86_400) * 86_400;
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, at) => at * step);
}
