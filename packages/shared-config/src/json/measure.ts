/** How many members all objects in a parsed value have together, and how deep it goes. */
export function measure(data: unknown): { members: number; depth: number } {
  let members = 0;
  let depth = 0;
  let level: object[] = isContainer(data) ? [data] : [];
  while (level.length > 0) {
    depth += 1;
    const next: object[] = [];
    for (const container of level) {
      const values: unknown[] = Object.values(container);
      if (!Array.isArray(container)) members += values.length;
      for (const value of values) if (isContainer(value)) next.push(value);
    }
    level = next;
  }
  return { members, depth };
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
