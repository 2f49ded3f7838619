const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A signal that asks this process to end. */
export type EndSignal = (typeof SIGNALS)[number];

const waiting = new Set<(name: EndSignal) => void>();
const listeners = SIGNALS.map((name) => {
  const tellAll = () => {
    for (const heard of [...waiting]) heard(name);
  };
  return [name, tellAll] as const;
});

/**
 * Has a function called at each signal that asks this process to end, until the returned one is
 * called. However many ask for it, the process has one listener per signal: Node takes more than ten
 * for a leak and says so in the middle of what is shown.
 */
export function onSignal(heard: (name: EndSignal) => void): () => void {
  if (waiting.size === 0) for (const one of listeners) process.on(...one);
  waiting.add(heard);
  return () => {
    waiting.delete(heard);
    if (waiting.size === 0) for (const one of listeners) process.off(...one);
  };
}
