import { readFileSync, writeFileSync } from 'node:fs';
import { files } from '../record/files.ts';
import type { Settings } from '../record/settings.ts';
import { Refusal } from './usage.ts';

/** Seconds by command words from a JSON file. @throws Refusal when it is not such a file */
export function readLatencies(file: string | undefined): Settings['latencies'] | undefined {
  if (file === undefined) return undefined;
  const found = parse(file);
  const wrong = Object.entries(found).find(([, value]) => typeof value !== 'number' || value < 0);
  if (wrong !== undefined) throw new Refusal(`${file}: '${wrong[0]}' is no number of seconds`, 65);
  return found as Settings['latencies'];
}

function parse(file: string): object {
  try {
    const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof found === 'object' && found !== null && !Array.isArray(found)) return found;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Refusal(`cannot read --latencies '${file}': ${why}`, 66);
  }
  throw new Refusal(`${file}: not an object of seconds by command words`, 65);
}

/** Writes the settings of a new sandbox, and the mark that it is one. */
export function writeSettings(timeScale = 0, latencies: Settings['latencies'] = {}): void {
  writeFileSync(files.settings(), `${JSON.stringify({ timeScale, latencies })}\n`);
  writeFileSync(files.marker(), '{"version":1}\n');
}
