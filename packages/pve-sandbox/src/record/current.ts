let argv: readonly string[] = [];

/** Remembers what this process was called as: the bare program name and its arguments. */
export function setCurrent(words: readonly string[]): void {
  argv = words;
}

/** What this process was called as. */
export function current(): readonly string[] {
  return argv;
}
