/** Waits; an abort ends the wait early and is no error. `seconds` may be a fraction. */
export function sleep(seconds: number, abort?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (abort?.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      abort?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, Math.max(0, seconds * 1000));
    abort?.addEventListener('abort', done, { once: true });
  });
}
