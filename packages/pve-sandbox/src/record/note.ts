let changed = false;
let waited = 0;

/** Says that this command changed something of the host's state. */
export function noteChange(): void {
  changed = true;
}

/** Adds to the time that this command spent waiting for locks, in milliseconds. */
export function noteWait(ms: number): void {
  waited += ms;
}

/** What was noted so far, as the log shows it. */
export function noted(): { changed: boolean; waited_ms: number } {
  return { changed, waited_ms: Math.round(waited) };
}
