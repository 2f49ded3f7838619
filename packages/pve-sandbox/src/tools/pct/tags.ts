/** Tags as they are stored: lower case, each once, sorted. */
export function uniqueTags(text: string): string {
  const tags = text
    .split(/[\s,;]+/)
    .filter((tag) => tag !== '')
    .map((tag) => tag.toLowerCase());
  return [...new Set(tags)].sort().join(';');
}
