import type { PhoenixEvent } from '@phoenix/shared-runtime';

/** An event of a manager; undefined for a line that is none, which a newer minor may send. */
export function eventIn(line: string): PhoenixEvent | undefined {
  try {
    const value: PhoenixEvent | null = JSON.parse(line);
    return typeof value?.type === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
