/**
 * The words of a command line, one after the other, each with whether it is a flag: flags may stand
 * anywhere, and `--` ends them. A flag takes its value out of `rest`, which holds what follows.
 */
export function* commandLine(rest: string[]): Generator<{ word: string; isFlag: boolean }> {
  let ended = false;
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--' && !ended) ended = true;
    else yield { word, isFlag: !ended && word.startsWith('-') && word !== '-' };
  }
}

/** Whether a command line asks for its result as JSON, be it understood otherwise or not. */
export function asksForJson(argv: readonly string[]): boolean {
  const words = [...commandLine([...argv])];
  return words.some(({ word, isFlag }) => isFlag && word === '--json');
}
