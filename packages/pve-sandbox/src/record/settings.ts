import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { defaultLatencies } from './default-latencies.ts';
import { files } from './files.ts';

/** How long commands take: seconds by key, all multiplied by the time scale. */
export type Settings = { timeScale: number; latencies: Record<string, number> };

let loaded: Settings | undefined;

/** The sandbox's settings; a missing or unreadable file means that nothing waits. */
export function settings(): Settings {
  loaded ??= read();
  return loaded;
}

function read(): Settings {
  try {
    const found: unknown = JSON.parse(readFileSync(files.settings(), 'utf8'));
    return { timeScale: 0, latencies: {}, ...(found as Partial<Settings>) };
  } catch {
    return { timeScale: 0, latencies: {} };
  }
}

/**
 * The seconds of the longest key whose words begin the given words; undefined when there is none.
 * What the settings say goes before the built-in table, whatever the length.
 */
export function latencyOf(words: readonly string[], given: Settings): number | undefined {
  return longestPrefix(words, given.latencies) ?? longestPrefix(words, defaultLatencies);
}

function longestPrefix(
  words: readonly string[],
  table: Readonly<Record<string, number>>,
): number | undefined {
  for (let length = words.length; length > 0; length--) {
    const key = words.slice(0, length).join(' ');
    if (Object.hasOwn(table, key)) return table[key];
  }
  return undefined;
}

/**
 * Waits as long as the key's command takes: its latency, or the default seconds when no key fits,
 * times the time scale.
 */
export async function sleepScaled(key: string, defaultSeconds: number): Promise<void> {
  const given = settings();
  if (given.timeScale === 0) return;
  const seconds = latencyOf(key.split(' '), given) ?? defaultSeconds;
  await waitSeconds(seconds * given.timeScale);
}

/** Waits the seconds that a table names for exactly this key, times the time scale. */
export async function sleepExactly(keys: readonly string[], defaultSeconds: number): Promise<void> {
  const given = settings();
  if (given.timeScale === 0) return;
  const key = keys.find((one) => Object.hasOwn(given.latencies, one));
  const known = keys.find((one) => Object.hasOwn(defaultLatencies, one));
  const seconds =
    (key && given.latencies[key]) ?? (known && defaultLatencies[known]) ?? defaultSeconds;
  await waitSeconds(Number(seconds) * given.timeScale);
}

async function waitSeconds(seconds: number): Promise<void> {
  if (seconds > 0) await sleep(seconds * 1000);
}
