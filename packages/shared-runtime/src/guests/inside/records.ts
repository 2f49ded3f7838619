import { INSIDE } from '../paths.ts';

/** Prints what a guest remembers, a line `NAME CONTENT` per record; for `sh -c`. */
export const LIST_RECORDS = `cd ${INSIDE.memory} 2>/dev/null || exit 0
for record in *; do
  if [ -f "$record" ]; then printf '%s %s\\n' "$record" "$(head -c 200 "$record" | head -n 1)"; fi
done`;

/** What LIST_RECORDS printed, as record name -> hash. */
export function parseRecords(printed: string): Map<string, string> {
  const memory = new Map<string, string>();
  for (const line of printed.split('\n')) {
    const [, name = '', content = ''] = /^([^ ]+) (.*)$/.exec(line) ?? [];
    const hash = recordedHash(content);
    if (hash !== undefined) memory.set(name, hash);
  }
  return memory;
}

/** The hash that the content of a record begins with; undefined when it is no record of ours. */
export function recordedHash(content: string): string | undefined {
  return /^([0-9a-f]{8,64})(\s|$)/.exec(content)?.[1];
}
