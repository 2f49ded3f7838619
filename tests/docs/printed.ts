/**
 * What is another one at each run, and what stands for it while two texts are compared. Widths of
 * columns depend on it as well, so a gap of two blanks or more is as good as any other.
 */
const CHANGES: readonly (readonly [RegExp, string])[] = [
  [/\b\d{8}T\d{6}-\d+\b/g, '(run)'],
  [/\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\b/g, '(time)'],
  [/\b\d\d:\d\d:\d\d\b/g, '(time)'],
  [/(?<![\w.-])(?:\d+h)?(?:\d+m)?\d+(?:\.\d+)?s\b/g, '(duration)'],
  [/\bpid \d+/g, 'pid (number)'],
  [/ {2,}/g, '  '],
];

/** A text as it is compared: line by line, without blanks at its ends. */
function comparable(text: string): string[] {
  const plain = CHANGES.reduce((all, [what, instead]) => all.replace(what, instead), text);
  return plain
    .trim()
    .split('\n')
    .map((line) => line.trim());
}

/**
 * Whether a command printed what a page shows. A line `...` of the page stands for any number of
 * lines, and `...` at the end of a line for its rest.
 */
export function isAsShown(shown: string, printed: string): boolean {
  return fits(comparable(shown), comparable(printed));
}

function fits(shown: readonly string[], printed: readonly string[]): boolean {
  const [first, ...rest] = shown;
  if (first === undefined) return printed.length === 0;
  if (first === '...') {
    return fits(rest, printed) || (printed.length > 0 && fits(shown, printed.slice(1)));
  }
  const [line] = printed;
  if (line === undefined) return false;
  const same = first.endsWith(' ...') ? line.startsWith(first.slice(0, -3)) : line === first;
  return same && fits(rest, printed.slice(1));
}
