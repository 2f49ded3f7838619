let changed = false;
let waited = 0;
let onChange: (() => void) | undefined;

/** Says that this command changed something of the host's state. */
export function noteChange(): void {
  if (!changed) onChange?.();
  changed = true;
}

/** Has the first change told at once: a command that is killed later cannot tell it any more. */
export function tellFirstChange(tell: () => void): void {
  onChange = tell;
}

/** Adds to the time that this command spent waiting for locks, in milliseconds. */
export function noteWait(ms: number): void {
  waited += ms;
}

/** What was noted so far, as the log shows it. */
export function noted(): { changed: boolean; waited_ms: number } {
  return { changed, waited_ms: Math.round(waited) };
}
